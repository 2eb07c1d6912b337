import { ClusteredSums } from "../../profiles/internal";
import { type Interval, normalDistribution } from "../../statistics";

/** A figure, and how sure it is. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
}

/** A figure of some users under question, less that of those they are compared with. */
export interface Difference extends Estimate {
  readonly interval: Interval;
  /** Users on the two sides: reference, under question. */
  readonly users: readonly [number, number];
  /** Means on the two sides. */
  readonly means: readonly [number, number];
}

/** What each user has on the two sides, reference and under question: NaN where he is not there. */
export type Sides = readonly [Float64Array, Float64Array];

/**
 * Mean under question less mean of the reference, over the users chosen. A user who is on both sides (before and after) is
 * compared with himself. Null where a side has fewer than two users.
 */
export function differenceOf(sides: Sides, isChosen: (user: number) => boolean): Difference | null {
  const sums = new ClusteredSums([0], 1);
  for (let user = 0; user < sides[0].length; user++) {
    if (!isChosen(user)) continue;
    for (const side of [0, 1] as const) {
      const value = sides[1 - side]![user]!;
      if (Number.isNaN(value)) continue;
      sums.addNumerator(side, 0, value);
      sums.addDenominator(side, 0, 1);
    }
    sums.closeUser(1);
  }
  const found = sums.ratioDifference(0);
  if (found === null) return null;
  return {
    value: found.difference,
    standardError: found.standardError,
    interval: intervalOf(found.difference, found.standardError),
    users: [found.users[1], found.users[0]],
    means: [found.ratios[1], found.ratios[0]],
  };
}

const NORMAL = /* @__PURE__ */ normalDistribution();
const REACH = /* @__PURE__ */ NORMAL.inverseSurvival(0.025);

/** 95% interval around a value. */
export function intervalOf(value: number, standardError: number): Interval {
  return { lower: value - REACH * standardError, upper: value + REACH * standardError };
}

/** Probability of a value so low or lower, if nothing were there. */
export function pOfLow(value: number, standardError: number): number {
  if (standardError > 0) return NORMAL.cdf(value / standardError);
  return value < 0 ? 0 : 1;
}

/** One difference less another one of other users. */
export function between(a: Estimate, b: Estimate): Estimate {
  const standardError = Math.sqrt(a.standardError * a.standardError + b.standardError * b.standardError);
  return { value: a.value - b.value, standardError };
}

/** Probability of finding an effect with a test at 5%. */
export function powerOf(effect: number, standardError: number): number {
  return standardError > 0 ? NORMAL.survival(REACH - Math.abs(effect) / standardError) : 1;
}

/** An interval of turned values, in the metric's own direction. */
export function turnedInterval({ lower, upper }: Interval, sign: 1 | -1): Interval {
  return sign === 1 ? { lower, upper } : { lower: -upper, upper: -lower };
}
