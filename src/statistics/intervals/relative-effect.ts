import { readOptions, wrongValue } from "../../core/internal";
import { COMPARISON_OPTIONS, type ComparisonOptions } from "../tests/comparison-options";
import { type Moments, toMoments, type Values } from "../tests/sample";
import { testOfEffect, welchDegrees } from "../tests/welch-test";
import type { Interval } from "./interval";

/** Result of {@link relativeEffect}. */
export interface RelativeEffect {
  /** (mean of the first - mean of the second) / |mean of the second|. */
  readonly effect: number;
  readonly standardError: number;
  /** The effect in standard errors. */
  readonly statistic: number;
  /** By Welch and Satterthwaite. */
  readonly degreesOfFreedom: number;
  readonly p: number;
  /** Of the effect; one-sided where the alternative is. */
  readonly interval: Interval;
}

/**
 * By which share the mean of the first is above that of the second, with an interval by the delta method (Casella & Berger
 * 2002, "Statistical inference", 5.5.4). With a second mean within a few of its standard errors of 0 the interval is too
 * narrow.
 *
 * @param first values of the treatment, one a user, or their moments.
 * @param second likewise of the control.
 * @param options the alternative, and the confidence of the interval.
 * @returns the effect with its interval, t, degrees of freedom and p.
 * @throws RangeError when a sample has fewer than 2 values, one is not finite, or the mean of the second is 0.
 * @example
 * const { effect } = relativeEffect([12, 10, 11, 13], [10, 9, 11, 10]);
 * effect.toFixed(3); // "0.150"
 */
export function relativeEffect(
  first: Values | Moments,
  second: Values | Moments,
  options: ComparisonOptions = {},
): RelativeEffect {
  const a = toMoments("first", first);
  const b = toMoments("second", second);
  const read = readOptions(options, COMPARISON_OPTIONS);
  if (b.mean === 0) throw wrongValue("second", "a mean other than 0", 0);
  const base = Math.abs(b.mean);
  const effect = (a.mean - b.mean) / base;
  const ratio = a.mean / b.mean;
  const standardError = Math.sqrt(a.variance / a.n + (b.variance / b.n) * ratio * ratio) / base;
  return { effect, standardError, ...testOfEffect(effect, standardError, welchDegrees(a, b), read) };
}
