import { number, wrongType, wrongValue } from "../../core/internal";
import type { Tails } from "../special/tails";

/** A distribution of one number, with both tails exact far beyond where 1 - cdf is rounded to 0. */
export interface Distribution {
  /** Density at x; of counts, the probability of exactly x. */
  density(x: number): number;
  /** Cumulative distribution function: P(X <= x). */
  cdf(x: number): number;
  /** Survival function: P(X > x), with all its digits where 1 - cdf(x) has none. */
  survival(x: number): number;
  /** Quantile: the smallest x with cdf(x) >= p, for p in [0, 1]. */
  quantile(p: number): number;
  /** Inverse survival function: the smallest x with survival(x) <= q, for q in [0, 1]. */
  inverseSurvival(q: number): number;
}

/** A distribution as its file computes it; arguments are valid. */
export interface Law {
  density(x: number): number;
  tails(x: number): Tails;
  /** x with P(X <= x) = p, for p in [0, 1]. */
  quantile(p: number): number;
  /** x with P(X > x) = q, for q in [0, 1]. */
  inverseSurvival(q: number): number;
}

const PROBABILITY = number({ min: 0, max: 1 });

/** The public face of a law: arguments are checked. */
export function distributionOf(law: Law): Distribution {
  return Object.freeze({
    density: (x: number) => law.density(realNumber(x)),
    cdf: (x: number) => law.tails(realNumber(x)).lower,
    survival: (x: number) => law.tails(realNumber(x)).upper,
    quantile: (p: number) => law.quantile(PROBABILITY.read(p, "p")),
    inverseSurvival: (q: number) => law.inverseSurvival(PROBABILITY.read(q, "q")),
  });
}

/** Any number, infinite ones included. */
function realNumber(x: number): number {
  if (typeof x !== "number") throw wrongType("x", "a number", x);
  if (Number.isNaN(x)) throw wrongValue("x", "a number", x);
  return x;
}
