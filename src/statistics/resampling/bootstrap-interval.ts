import {
  checkpoint,
  func,
  integer,
  oneOf,
  type RandomStream,
  randomStream,
  readOptions,
  type Schema,
  verbatim,
  wrongType,
  wrongValue,
} from "../../core/internal";
import type { RunOptions } from "../../parallel";
import { RUN_OPTIONS } from "../../parallel/internal";
import { normalQuantile, normalTails } from "../distributions/normal";
import { CONFIDENCE, type Interval } from "../intervals/interval";
import { meanOf } from "../tests/sample";

/** Options of {@link bootstrapInterval}. */
export interface BootstrapIntervalOptions<T> extends Omit<RunOptions, "workers"> {
  /**
   * Figure of the samples. Must not change them, nor depend on the order of users.
   * @default mean of one sample, or of the first less that of the second
   */
  statistic?: ((...samples: (readonly T[])[]) => number) | undefined;
  /**
   * One of: "bca", bias-corrected and accelerated (Efron 1987); "percentile".
   * @default "bca"
   */
  method?: "bca" | "percentile" | undefined;
  /** @default 0.95 */
  confidence?: number | undefined;
  /** Times the samples are drawn anew. @default 2000 */
  resamples?: number | undefined;
  /** Of the random numbers. @default 1 */
  seed?: number | undefined;
}

/** Result of {@link bootstrapInterval}. */
export interface BootstrapInterval extends Interval {
  /** The figure of the samples themselves. */
  readonly estimate: number;
  /** Standard deviation of the figure over the samples drawn anew. */
  readonly standardError: number;
}

const BOOTSTRAP_INTERVAL_OPTIONS = {
  signal: RUN_OPTIONS.signal,
  onProgress: RUN_OPTIONS.onProgress,
  statistic: func<(...samples: (readonly unknown[])[]) => number>("a function of samples"),
  method: oneOf<"bca" | "percentile", "bca">(["bca", "percentile"], "bca"),
  confidence: CONFIDENCE,
  resamples: integer({ min: 99, max: 1_000_000 }, 2000),
  seed: integer({ min: 0, max: 0xffffffff }, 1),
} satisfies Schema<BootstrapIntervalOptions<unknown>>;

/**
 * Interval of any figure, by drawing users anew with replacement (Efron & Tibshirani 1993, "An introduction to the
 * bootstrap", 13.3 and 14.3). A user comes with everything he did, so figures over his events are right too. For "bca" users are
 * left out in turn; of more than 1,000 in a sample, in 1,000 groups.
 *
 * @param samples one or more arrays, one entry a user; each is drawn from on its own.
 * @param options the statistic, the kind of interval, confidence, resamples, seed, progress and abort.
 * @returns the figure with its interval and standard error; the same for a seed on every machine.
 * @throws RangeError when there is no sample, one has fewer than 2 users, or the figure is not finite.
 * @example
 * const spent = [12, 0, 7, 31, 5, 0, 44, 9, 3, 16];
 * const { estimate, lower, upper } = await bootstrapInterval([spent]);
 * estimate; // 12.7
 * lower > 4 && lower < 8 && upper > 19 && upper < 27; // true
 */
export async function bootstrapInterval<T>(
  samples: readonly (readonly T[])[],
  options: BootstrapIntervalOptions<T> = {},
): Promise<BootstrapInterval> {
  checkSamples(samples);
  const read = readOptions(options, BOOTSTRAP_INTERVAL_OPTIONS);
  if (read.statistic === undefined) checkNumbers(samples);
  const statistic = finiteFigure((read.statistic as typeof options.statistic) ?? defaultStatistic<T>(samples.length));
  const at = checkpoint("bootstrap", read);
  const stream = randomStream(read.seed, "statistics/bootstrap");
  const estimate = statistic(...samples);
  const drawn = new Float64Array(read.resamples);
  for (let item = 0; item < drawn.length; item++) {
    drawn[item] = statistic(...drawAnew(samples, stream, item));
    const pause = at.pass((item + 1) / (drawn.length + 1));
    if (pause) await pause;
  }
  drawn.sort();
  const outside = (1 - read.confidence) / 2;
  const [low, high] =
    read.method === "bca" ? corrected(drawn, estimate, jackknife(samples, statistic), outside) : [outside, 1 - outside];
  return { estimate, standardError: deviation(drawn), lower: quantile(drawn, low), upper: quantile(drawn, high) };
}

function checkSamples(samples: readonly (readonly unknown[])[]): void {
  const wrong = !Array.isArray(samples) || samples.length === 0 || !Array.from(samples).every(Array.isArray);
  if (wrong) throw wrongType("samples", "one or more arrays, one entry a user", samples);
  for (const [i, sample] of samples.entries()) {
    if (sample.length < 2) throw wrongValue(`samples[${i}]`, "at least 2 users", sample.length);
  }
}

function checkNumbers(samples: readonly (readonly unknown[])[]): void {
  for (const [i, sample] of samples.entries()) {
    const wrong = Array.from(sample).findIndex((value) => typeof value !== "number");
    if (wrong >= 0) throw wrongType(`samples[${i}]`, "numbers", sample[wrong], ` at position ${wrong}`);
  }
}

function defaultStatistic<T>(samples: number): (...drawn: (readonly T[])[]) => number {
  if (samples > 2) throw wrongType("statistic", `a function of samples for ${samples} of them`, verbatim("undefined"));
  const mean = (sample: readonly T[] | undefined) => (sample ? meanOf(sample as readonly number[]) : 0);
  return (first, second) => mean(first) - mean(second);
}

function finiteFigure<T>(statistic: (...samples: (readonly T[])[]) => number): typeof statistic {
  return (...samples) => {
    const value = statistic(...samples);
    if (typeof value === "number" && Number.isFinite(value)) return value;
    throw wrongValue("statistic", "to give finite numbers", value);
  };
}

function drawAnew<T>(samples: readonly (readonly T[])[], stream: RandomStream, item: number): T[][] {
  let draw = 0;
  return samples.map((sample) => sample.map(() => sample[stream.integer(sample.length, item, draw++)]!));
}

/** Figures with users left out in turn, group by group: one list a sample. */
function jackknife<T>(
  samples: readonly (readonly T[])[],
  statistic: (...samples: (readonly T[])[]) => number,
): number[][] {
  return samples.map((sample, own) => {
    const groups = Math.min(sample.length, MOST_GROUPS);
    return Array.from({ length: groups }, (_, group) => {
      const kept = sample.filter((_user, i) => i % groups !== group);
      return statistic(...samples.map((other, i) => (i === own ? kept : other)));
    });
  });
}

const MOST_GROUPS = 1000;

/** Shares at which BCa reads the sorted figures. */
function corrected(
  drawn: Float64Array,
  estimate: number,
  leftOut: readonly number[][],
  outside: number,
): [number, number] {
  let below = 0;
  let equal = 0;
  for (const value of drawn) {
    if (value < estimate) below += 1;
    else if (value === estimate) equal += 1;
  }
  const share = (below + equal / 2) / drawn.length;
  const bias = normalQuantile(Math.min(1 - 0.5 / drawn.length, Math.max(0.5 / drawn.length, share)));
  const acceleration = skewnessOf(leftOut);
  const at = (p: number) => {
    const z = bias + normalQuantile(p);
    return normalTails(bias + z / (1 - acceleration * z)).lower;
  };
  return [at(outside), at(1 - outside)];
}

/** A sixth of the skewness of the figure, from what each user adds to it. */
function skewnessOf(leftOut: readonly number[][]): number {
  let squares = 0;
  let cubes = 0;
  for (const figures of leftOut) {
    const mean = meanOf(figures);
    const n = figures.length;
    for (const figure of figures) {
      const influence = ((n - 1) * (mean - figure)) / n;
      squares += influence * influence;
      cubes += influence * influence * influence;
    }
  }
  return squares > 0 ? cubes / (6 * squares * Math.sqrt(squares)) : 0;
}

function deviation(values: Float64Array): number {
  const mean = meanOf(values);
  let squares = 0;
  for (const value of values) squares += (value - mean) * (value - mean);
  return Math.sqrt(squares / (values.length - 1));
}

/** Of sorted values, by linear interpolation between them. */
function quantile(sorted: Float64Array, p: number): number {
  const place = p * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  return low + (place - below) * ((sorted[below + 1] ?? low) - low);
}
