import { readOptions, wrongValue } from "../../core/internal";
import { tDistribution } from "../distributions/t";
import { momentsOf, toMeasures, type Values } from "../tests/sample";
import { intervalAround } from "../tests/welch-test";
import { CONFIDENCE_OPTIONS, type ConfidenceOptions, type Interval } from "./interval";

/** Result of {@link ratioOfSums}. */
export interface RatioOfSums {
  /** Sum of the numerators over the sum of the denominators. */
  readonly ratio: number;
  readonly standardError: number;
  readonly interval: Interval;
  /**
   * Moments that stand for the ratio: hand them to {@link welchTest} or {@link relativeEffect} to compare two ratios.
   */
  readonly moments: { readonly n: number; readonly mean: number; readonly variance: number };
}

/**
 * A ratio of two sums over users, such as clicks over page views, with an interval by the delta method: users are
 * independent, their views are not (Deng, Knoblich & Lu 2018, "Applying the delta method in metric analytics", eq. 4).
 *
 * @param numerators one a user.
 * @param denominators one a user, in the same order.
 * @param options the confidence of the interval.
 * @returns the ratio with its standard error and interval (t with n - 1 degrees of freedom).
 * @throws RangeError when the two differ in length, there are fewer than 2 users, or the denominators sum up to 0.
 * @example
 * const { ratio, standardError } = ratioOfSums([1, 0, 3, 2], [4, 2, 5, 5]);
 * ratio; // 0.375
 * standardError.toFixed(4); // "0.1044"
 */
export function ratioOfSums(numerators: Values, denominators: Values, options: ConfidenceOptions = {}): RatioOfSums {
  const above = toMeasures("numerators", numerators, 2);
  const below = toMeasures("denominators", denominators, 2);
  const { confidence } = readOptions(options, CONFIDENCE_OPTIONS);
  if (above.length !== below.length) {
    throw wrongValue("denominators", `${above.length} values`, below.length);
  }
  const [a, b] = [momentsOf(above), momentsOf(below)];
  if (b.mean === 0) throw wrongValue("denominators", "a sum other than 0", 0);
  const n = above.length;
  const ratio = a.mean / b.mean;
  const variance = momentsOf(above.map((value, i) => (value - ratio * below[i]!) / b.mean)).variance;
  const standardError = Math.sqrt(variance / n);
  const interval = intervalAround(ratio, standardError, tDistribution(n - 1), { alternative: "two-sided", confidence });
  return { ratio, standardError, interval, moments: { n, mean: ratio, variance } };
}
