import { number } from "../../core/internal";
import { divide, double, multiply } from "../special/double-double";
import { betaKernel, betaTails, type Share, shareOfOdds } from "../special/incomplete-beta";
import { powerOf } from "../special/power";
import { fromUpper, type Tails } from "../special/tails";
import { type Distribution, distributionOf } from "./distribution";
import { solveTail } from "./solve-tail";

/**
 * Student's t distribution.
 *
 * @param degreesOfFreedom > 0, whole or not.
 * @returns its density, both tails and their inverses.
 * @throws RangeError when `degreesOfFreedom` is not > 0.
 * @example
 * tDistribution(5000).survival(10).toPrecision(6); // "1.26044e-23"
 * tDistribution(9).quantile(0.975).toFixed(4); // "2.2622"
 */
export function tDistribution(degreesOfFreedom: number): Distribution {
  const df = number({ above: 0 }).read(degreesOfFreedom, "degreesOfFreedom");
  const upper = (t: number) => upperTail(df, t);
  const density = (t: number) => tDensity(df, Math.abs(t));
  const logDensity = (t: number) => (t > FAR ? upper(t) * df : betaKernel(df / 2, 0.5, shares(df, t)));
  return distributionOf({
    density,
    tails: (t) => sides(t, upper(Math.abs(t))),
    quantile: (p) => (p > 0.5 ? positive(1 - p, p - 0.5) : -positive(p, 0.5 - p) || 0),
    inverseSurvival: (q) => (q > 0.5 ? -positive(1 - q, q - 0.5) : positive(q, 0.5 - q)),
  });

  /** t >= 0 with P(T > t) = tail, which is 1/2 - center. */
  function positive(tail: number, center: number): number {
    if (tail === 0) return Number.POSITIVE_INFINITY;
    if (center === 0) return 0;
    if (tail > 0.25) {
      const probability = (t: number) => centralPart(df, t);
      return solveTail({ rising: true, probability, logDensity }, center, center * 2.5);
    }
    return solveTail({ rising: false, probability: upper, logDensity }, tail, 2);
  }
}

function sides(t: number, tail: number): Tails {
  const { lower, upper } = fromUpper(tail);
  return t < 0 ? { lower: upper, upper: lower } : { lower, upper };
}

/** P(T > t) for t >= 0. */
function upperTail(df: number, t: number): number {
  if (t === Number.POSITIVE_INFINITY) return 0;
  if (t > FAR) return upperTail(df, FAR) * powerOf(divide(double(FAR), double(t)), df);
  return betaTails(df / 2, 0.5, shares(df, t)).lower / 2;
}

/** P(0 < T < t). */
function centralPart(df: number, t: number): number {
  if (t > FAR) return 0.5 - upperTail(df, t);
  return betaTails(df / 2, 0.5, shares(df, t)).upper / 2;
}

function tDensity(df: number, t: number): number {
  if (t === Number.POSITIVE_INFINITY) return 0;
  if (t > FAR) return (upperTail(df, t) * df) / t;
  if (t < NEAR) return tDensity(df, NEAR);
  return betaKernel(df / 2, 0.5, shares(df, t)) / t;
}

/** df / (df + t^2) and its rest. */
function shares(df: number, t: number): Share {
  return shareOfOdds(double(df), multiply(double(t), double(t)));
}

/** Beyond it the tail is a power of t; t squared would overflow further on. */
const FAR = 1e120;
/** The density is flat nearer to 0. */
const NEAR = 1e-140;
