import { number } from "../../core/internal";
import { betaKernel, betaTails, shareOf } from "../special/incomplete-beta";
import { type Distribution, distributionOf } from "./distribution";
import { solveTail } from "./solve-tail";

/**
 * The beta distribution on [0, 1] (NIST Digital Library of Mathematical Functions 8.17).
 *
 * @param a first shape, > 0; the mean is a / (a + b).
 * @param b second shape, > 0.
 * @returns its density, both tails and their inverses.
 * @throws RangeError when a shape is not > 0.
 * @example
 * betaDistribution(2, 3).cdf(0.5).toFixed(4); // "0.6875"
 */
export function betaDistribution(a: number, b: number): Distribution {
  number({ above: 0 }).read(a, "a");
  number({ above: 0 }).read(b, "b");
  const lowerOf = (first: number, second: number) => (x: number) => betaTails(first, second, shareOf(x)).lower;
  return distributionOf({
    density: (x) => (x <= 0 || x >= 1 ? densityAtBorder(x, a, b) : betaDensity(a, b, x)),
    tails: (x) => betaTails(a, b, shareOf(Math.min(1, Math.max(0, x)))),
    quantile: (p) => (p > 0.5 ? 1 - solve(b, a, 1 - p) : solve(a, b, p)),
    inverseSurvival: (q) => (q > 0.5 ? solve(a, b, 1 - q) : 1 - solve(b, a, q)),
  });

  /** x with P(X <= x) = p, where X has shapes `first` and `second`. */
  function solve(first: number, second: number, p: number): number {
    if (p === 0) return 0;
    const probability = (x: number) => (x >= 1 ? 1 : lowerOf(first, second)(x));
    const logDensity = (x: number) => (x >= 1 ? 0 : betaKernel(first, second, shareOf(x)) / (1 - x));
    return Math.min(1, solveTail({ rising: true, probability, logDensity }, p, first / (first + second)));
  }
}

function betaDensity(a: number, b: number, x: number): number {
  return betaKernel(a, b, shareOf(x)) / x / (1 - x);
}

function densityAtBorder(x: number, a: number, b: number): number {
  if (x < 0 || x > 1) return 0;
  const [own, other] = x === 0 ? [a, b] : [b, a];
  if (own === 1) return other;
  return own > 1 ? 0 : Number.POSITIVE_INFINITY;
}
