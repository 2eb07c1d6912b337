import { readOptions } from "../../core/internal";
import type { Distribution } from "../distributions/distribution";
import { tDistribution } from "../distributions/t";
import type { Interval } from "../intervals/interval";
import { pOf } from "./alternative";
import { COMPARISON_OPTIONS, type ComparisonOptions, type ComparisonSettings } from "./comparison-options";
import { type Moments, toMoments, type Values } from "./sample";

/** Result of {@link welchTest}. */
export interface WelchTest {
  /** Mean of the first less mean of the second. */
  readonly difference: number;
  readonly standardError: number;
  /** The difference in standard errors. */
  readonly statistic: number;
  /** By Welch and Satterthwaite. */
  readonly degreesOfFreedom: number;
  readonly p: number;
  /** Of the difference; one-sided where the alternative is. */
  readonly interval: Interval;
}

/**
 * Whether two means differ, without assuming equal variances (Welch 1947, "The generalization of 'Student's' problem when
 * several different population variances are involved").
 *
 * Two constant samples have a standard error of 0: p is 1 where they are equal, else 0.
 *
 * @param first values, one a user, or their moments.
 * @param second likewise.
 * @param options the alternative, and the confidence of the interval.
 * @returns the difference with its interval, t, degrees of freedom and p.
 * @throws RangeError when a sample has fewer than 2 values, or one is not finite.
 * @example
 * const { statistic, p } = welchTest([5.1, 4.9, 6.2, 5.7], [4.1, 4.4, 3.9]);
 * statistic.toFixed(3); // "4.075"
 * p.toFixed(4); // "0.0134"
 */
export function welchTest(
  first: Values | Moments,
  second: Values | Moments,
  options: ComparisonOptions = {},
): WelchTest {
  const a = toMoments("first", first);
  const b = toMoments("second", second);
  const { alternative, confidence } = readOptions(options, COMPARISON_OPTIONS);
  const difference = a.mean - b.mean;
  const partA = a.variance / a.n;
  const partB = b.variance / b.n;
  const standardError = Math.sqrt(partA + partB);
  return {
    difference,
    standardError,
    ...testOfEffect(difference, standardError, welchDegrees(a, b), { alternative, confidence }),
  };
}

/** Degrees of freedom of the difference of two means (Satterthwaite 1946). */
export function welchDegrees(a: Moments, b: Moments): number {
  const partA = a.variance / a.n;
  const partB = b.variance / b.n;
  const sum = partA + partB;
  if (sum === 0) return a.n + b.n - 2;
  const [shareA, shareB] = [partA / sum, partB / sum];
  return 1 / ((shareA * shareA) / (a.n - 1) + (shareB * shareB) / (b.n - 1));
}

/** An effect with a standard error, against 0. */
export function testOfEffect(
  effect: number,
  standardError: number,
  degreesOfFreedom: number,
  { alternative, confidence }: ComparisonSettings,
): Pick<WelchTest, "statistic" | "degreesOfFreedom" | "p" | "interval"> {
  const law = tDistribution(degreesOfFreedom);
  const statistic = effect === 0 ? 0 : effect / standardError;
  const p =
    effect === 0 && standardError === 0
      ? 1
      : pOf(alternative, { lower: law.cdf(statistic), upper: law.survival(statistic) });
  return {
    statistic,
    degreesOfFreedom,
    p,
    interval: intervalAround(effect, standardError, law, { alternative, confidence }),
  };
}

/** Effect plus and minus as many standard errors as the law says. */
export function intervalAround(
  effect: number,
  standardError: number,
  law: Pick<Distribution, "inverseSurvival">,
  { alternative, confidence }: ComparisonSettings,
): Interval {
  const outside = alternative === "two-sided" ? (1 - confidence) / 2 : 1 - confidence;
  const halfWidth = standardError === 0 ? 0 : law.inverseSurvival(outside) * standardError;
  return {
    lower: alternative === "less" ? Number.NEGATIVE_INFINITY : effect - halfWidth,
    upper: alternative === "greater" ? Number.POSITIVE_INFINITY : effect + halfWidth,
  };
}
