import { log } from "../../../core/internal";

/** What a plot of lengths counts. */
export type Measure = "actions" | "time";

/** Where values stand on an axis from 0 to 1. */
export interface SpanScale {
  readonly logarithmic: boolean;
  at(value: number): number;
  /** Values to be labeled, ascending. */
  readonly ticks: readonly number[];
}

/** From this many times the smallest value on, a linear axis would press the small ones together. */
const WIDE = 20;
/** Share of a logarithmic axis that is kept for zeros. */
const ZERO_ROOM = 0.1;
/** Least distance of labels. */
const APART = 0.17;
const MOST_TICKS = 5;

const DAY = 86_400_000;
/** Steps of a linear axis; a larger one is ten times one of the last three. */
const STEPS: Readonly<Record<Measure, readonly number[]>> = {
  actions: [1, 2, 5],
  time: [
    ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000],
    ...[1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720].map((minutes) => minutes * 60_000),
    ...[1, 2, 5].map((days) => days * DAY),
  ],
};
/** Labels of a logarithmic axis. */
const ROUND: Readonly<Record<Measure, readonly number[]>> = {
  actions: [1, 3, 10, 30, 100, 300, 1000, 3000, 10_000, 30_000, 100_000, 300_000, 1_000_000],
  time: [1, 10, 100, 1000, 10_000, 60_000, 600_000, 3_600_000, DAY / 4, DAY, 7 * DAY, 30 * DAY, 365 * DAY, 3650 * DAY],
};

/** One scale for values >= 0 that are drawn together: linear from 0, or logarithmic where they differ by more than 20 times. */
export function spanScale(values: readonly number[], measure: Measure): SpanScale {
  const most = Math.max(...values);
  const least = Math.min(...values.filter((value) => value > 0));
  return most > WIDE * least
    ? logarithmicScale(least, most, values.includes(0), ROUND[measure])
    : linearScale(most, STEPS[measure]);
}

function linearScale(most: number, steps: readonly number[]): SpanScale {
  const end = most === 0 ? 1 : most * 1.04;
  let step = steps.find((wanted) => wanted * MOST_TICKS >= end);
  for (let tens = 10; step === undefined; tens *= 10)
    step = steps
      .slice(-3)
      .map((last) => last * tens)
      .find((wanted) => wanted * MOST_TICKS >= end);
  const ticks = Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step);
  return { logarithmic: false, at: (value) => value / end, ticks };
}

function logarithmicScale(least: number, most: number, zeros: boolean, round: readonly number[]): SpanScale {
  const low = round.filter((value) => value <= least).at(-1) ?? least;
  const high = round.find((value) => value >= most) ?? most;
  const start = zeros ? ZERO_ROOM : 0;
  const reach = log(high / low);
  const at = (value: number) => (value <= 0 ? 0 : start + (1 - start) * Math.max(0, log(value / low) / reach));
  const ticks = zeros ? [0] : [];
  let free = start; // where the next label may stand
  for (const value of round) {
    if (value < low || value > high || at(value) < free) continue;
    ticks.push(value);
    free = at(value) + APART;
  }
  return { logarithmic: true, at, ticks };
}
