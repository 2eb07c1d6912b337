import {
  exp,
  integer,
  log,
  number,
  oneOf,
  type RandomStream,
  randomStream,
  readOptions,
  type Schema,
  wrongType,
} from "../../core/internal";
import type { ChangeDetector } from "./adwin";

/** Options of {@link cusum}. */
export interface CusumOptions {
  /** Mean of the values while nothing has changed. @default 0 */
  mean?: number | undefined;
  /** Their standard deviation. @default 1 */
  deviation?: number | undefined;
  /** The shift of the mean that is to be found soonest, in standard deviations, from 0.1 to 10. @default 1 */
  shift?: number | undefined;
  /** Values until a false alarm, on average, while nothing has changed. @default 10000 */
  expectedRun?: number | undefined;
  /** Which way the mean may move. @default "both" */
  direction?: "up" | "down" | "both" | undefined;
  /** Simulated cycles that the threshold is set by. @default 4000 */
  simulations?: number | undefined;
  /** Seed of the simulation. @default 1 */
  seed?: number | undefined;
}

/** A cumulative sum and its threshold ({@link cusum}). */
export interface CumulativeSum extends ChangeDetector {
  /** What a sum must reach for an alarm, in standard deviations. */
  readonly threshold: number;
  /** The sums as they are: of values above the mean, and below it. */
  readonly up: number;
  readonly down: number;
}

const CUSUM_OPTIONS = {
  mean: number({}, 0),
  deviation: number({ above: 0 }, 1),
  shift: number({ min: 0.1, max: 10 }, 1),
  expectedRun: integer({ min: 10, max: 1_000_000 }, 10_000),
  direction: oneOf<"up" | "down" | "both", "both">(["up", "down", "both"], "both"),
  simulations: integer({ min: 100, max: 100_000 }, 4000),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
} satisfies Schema<CusumOptions>;

/**
 * Watches a stream for a shift of its mean by cumulative sums (Page 1954). The threshold is set by simulation, so that while nothing
 * changes, a false alarm comes once in `expectedRun` normal values on average. After an alarm the sums begin anew.
 *
 * @param options mean and deviation while nothing has changed, the shift to find, and the expected run.
 * @returns a detector.
 * @throws RangeError for options out of their range; TypeError, by `update`, for what is not a finite number.
 * @example
 * const detector = cusum({ mean: 0.2, deviation: 0.05, expectedRun: 500 });
 * [0.21, 0.18, 0.2, 0.31, 0.33, 0.32, 0.3, 0.34].map((value) => detector.update(value)).includes(true); // true
 */
export function cusum(options: CusumOptions = {}): CumulativeSum {
  const { mean, deviation, shift, expectedRun, direction, simulations, seed } = readOptions(options, CUSUM_OPTIONS);
  const slack = shift / 2;
  const threshold = thresholdFor({ slack, expectedRun, direction, simulations, seed });
  let [up, down] = [0, 0];
  return {
    threshold,
    get up() {
      return up;
    },
    get down() {
      return down;
    },
    update(value) {
      if (typeof value !== "number" || !Number.isFinite(value)) throw wrongType("value", "a finite number", value);
      const z = (value - mean) / deviation;
      if (direction !== "down") up = Math.max(0, up + z - slack);
      if (direction !== "up") down = Math.max(0, down - z - slack);
      if (Math.max(up, down) < threshold) return false;
      up = 0;
      down = 0;
      return true;
    },
  };
}

interface RunSettings {
  readonly slack: number;
  readonly expectedRun: number;
  readonly direction: "up" | "down" | "both";
  readonly simulations: number;
  readonly seed: number;
}

/** No run that may be asked for needs sums this large. */
const LARGEST = 40;
const STEPS = 60;

/**
 * The threshold that a sum reaches once in `expectedRun` values. A sum begins anew whenever it comes back to 0, so the mean run is the mean
 * length of such a cycle over the probability that one reaches the threshold. Both are simulated; the probability, which is small,
 * with values whose mean is moved up so that sums do reach it, each counted by its likelihood ratio (Siegmund 1976).
 */
function thresholdFor({ slack, expectedRun, direction, simulations, seed }: RunSettings): number {
  const run = direction === "both" ? 2 * expectedRun : expectedRun;
  const random = randomStream(seed, "monitoring/cusum");
  const drawn = (cycle: number, step: number) => normalValue(random, cycle, step);
  let steps = 0;
  for (let cycle = 0; cycle < simulations; cycle++) {
    let [sum, step] = [0, 0];
    do sum += drawn(cycle, step++) - slack;
    while (sum > 0);
    steps += step;
  }
  const largest = LARGEST / slack;
  const records: number[][] = [];
  for (let cycle = 0; cycle < simulations; cycle++) {
    const own: number[] = [];
    let [sum, step] = [0, 0];
    do {
      sum += drawn(simulations + cycle, step++) + slack;
      if (sum > (own.at(-1) ?? 0)) own.push(sum);
    } while (sum > 0 && sum < largest);
    records.push(own);
  }
  const meanRun = (threshold: number) => {
    let reached = 0;
    for (const own of records) {
      const passing = own.find((sum) => sum >= threshold);
      if (passing !== undefined) reached += exp(-2 * slack * passing);
    }
    return reached === 0 ? Number.POSITIVE_INFINITY : steps / reached;
  };
  let [low, high] = [0, largest];
  for (let step = 0; step < STEPS; step++) {
    const middle = (low + high) / 2;
    if (meanRun(middle) < run) low = middle;
    else high = middle;
  }
  return high;
}

/** Pairs of uniform numbers that a value may take before one falls into the circle: four in five do. */
const TRIES = 64;

/** A value of the normal law, by the polar method (Marsaglia & Bray 1964). */
function normalValue(random: RandomStream, item: number, step: number): number {
  for (let at = 0; at < TRIES; at++) {
    const x = 2 * random.uniform(item, (step * TRIES + at) * 2) - 1;
    const y = 2 * random.uniform(item, (step * TRIES + at) * 2 + 1) - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * log(square)) / square);
  }
  return 0;
}
