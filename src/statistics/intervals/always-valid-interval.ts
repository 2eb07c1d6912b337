import { exp, integer, log, number, readOptions, type Schema } from "../../core/internal";
import { requiredFigures } from "../required-figures";
import { ALTERNATIVE, type AlternativeHypothesis } from "../tests/alternative";
import { CONFIDENCE, type Interval } from "./interval";

/** An estimate from n users. */
export interface Estimate {
  readonly value: number;
  readonly standardError: number;
  /** Number of users it comes from, both arms together. */
  readonly n: number;
}

/** Options of {@link alwaysValidInterval}. */
export interface AlwaysValidIntervalOptions {
  /** @default 0.95 */
  confidence?: number | undefined;
  /** Number of users at which the interval is to be the narrowest. @default 5000 */
  narrowestAt?: number | undefined;
  /** @default "two-sided" */
  alternative?: AlternativeHypothesis | undefined;
}

/** Result of {@link alwaysValidInterval}. */
export interface AlwaysValidInterval extends Interval {
  /** Against 0; may be read after each user, any number of times. */
  readonly p: number;
}

const ESTIMATE = {
  value: number(),
  standardError: number({ min: 0 }),
  n: integer({ min: 1 }),
} satisfies Schema<Estimate>;
const ALWAYS_VALID_INTERVAL_OPTIONS = {
  confidence: CONFIDENCE,
  narrowestAt: number({ min: 1 }, 5000),
  alternative: ALTERNATIVE,
} satisfies Schema<AlwaysValidIntervalOptions>;

/**
 * Interval of a mean or an effect that may be looked at after each user, and a test stopped whenever it seems decided: with the
 * confidence stated, none of all the intervals ever misses the truth. Asymptotic confidence sequence of the normal mixture
 * (Waudby-Smith, Arbour, Sinha, Kennedy & Ramdas 2024, "Time-uniform central limit theory and asymptotic confidence
 * sequences", eq. 9). It stands on the normal law, so the first look must wait for enough users: 100, or 500 where values are skewed; for bounded values
 * {@link empiricalBernsteinSequence} holds from the first. One-sided it is their sequence of appendix B.1.
 *
 * @param estimate value, standard error and number of users, such as a difference from {@link welchTest}.
 * @param options the confidence, and where the interval is to be narrowest.
 * @returns the interval and p.
 * @throws TypeError when a number is missing.
 * @throws RangeError when one is not finite, `standardError` is negative, or `n` is no whole number >= 1.
 * @example
 * const { lower, upper, p } = alwaysValidInterval({ value: 0.29, standardError: 0.1, n: 6868 });
 * [lower.toFixed(3), upper.toFixed(3), p.toFixed(3)]; // ["-0.014", "0.594", "0.073"]
 */
export function alwaysValidInterval(estimate: Estimate, options: AlwaysValidIntervalOptions = {}): AlwaysValidInterval {
  const { value, standardError, n } = requiredFigures(
    "estimate",
    estimate,
    ESTIMATE,
    "an object of value, standardError and n",
  );
  const { confidence, narrowestAt, alternative } = readOptions(options, ALWAYS_VALID_INTERVAL_OPTIONS);
  const alpha = 1 - confidence;
  if (alternative !== "two-sided") {
    const isGreater = alternative === "greater";
    const { lower, p } = oneSided({ value: isGreater ? value : -value, standardError, n }, alpha, narrowestAt);
    return isGreater
      ? { lower, upper: Number.POSITIVE_INFINITY, p }
      : { lower: Number.NEGATIVE_INFINITY, upper: -lower, p };
  }
  const growth = n * mixtureVariance(alpha, narrowestAt); // n rho^2
  const halfWidth = standardError * Math.sqrt((2 * (growth + 1) * (log(growth + 1) / 2 - log(alpha))) / growth);
  return { lower: value - halfWidth, upper: value + halfWidth, p: alwaysValidP(value, standardError, growth) };
}

/** Above this level rho is that of it: every rho is valid, and at 1 the narrowest would be 0. */
const LARGEST_ALPHA = 0.9;

/** rho^2 of which the interval is about the narrowest at n users (their appendix B.2). */
function mixtureVariance(alpha: number, n: number): number {
  const doubled = -2 * log(Math.min(alpha, LARGEST_ALPHA));
  return (doubled + log(doubled + 1)) / n;
}

/** One over the mixture's likelihood ratio: the alpha whose interval ends at 0. */
function alwaysValidP(value: number, standardError: number, growth: number): number {
  if (standardError === 0) return value === 0 ? 1 : 0;
  const z = value / standardError;
  return Math.min(1, exp(log(growth + 1) / 2 - (z * z * (growth / (growth + 1))) / 2));
}

/** The lower bound of a question whether the value is above 0, and its p: the alpha whose bound is 0. */
function oneSided({ value, standardError, n }: Estimate, alpha: number, narrowestAt: number) {
  const growth = n * mixtureVariance(2 * alpha, narrowestAt);
  const root = Math.sqrt(growth + 1);
  const halfWidth = standardError * Math.sqrt(((2 * (growth + 1)) / growth) * log(1 + root / (2 * alpha)));
  if (value <= 0 || standardError === 0) return { lower: value - halfWidth, p: value > 0 ? 0 : 1 };
  const z = value / standardError;
  const shrunk = exp(-(z * z * (growth / (growth + 1))) / 2);
  return { lower: value - halfWidth, p: Math.min(1, (root * shrunk) / (2 * (1 - shrunk))) };
}
