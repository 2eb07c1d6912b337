import { number } from "../../core/internal";
import { divide, double, multiply } from "../special/double-double";
import { betaKernel, betaTails, type Share, shareOf, shareOfOdds } from "../special/incomplete-beta";
import { type Distribution, distributionOf } from "./distribution";
import { solveTail } from "./solve-tail";

/**
 * The F distribution of a ratio of two mean squares.
 *
 * @param numerator degrees of freedom of the numerator, > 0.
 * @param denominator degrees of freedom of the denominator, > 0.
 * @returns its density, both tails and their inverses.
 * @throws RangeError when degrees of freedom are not > 0.
 * @example
 * fDistribution(4, 20).inverseSurvival(0.05).toFixed(4); // "2.8661"
 */
export function fDistribution(numerator: number, denominator: number): Distribution {
  number({ above: 0 }).read(numerator, "numerator");
  number({ above: 0 }).read(denominator, "denominator");
  const a = numerator / 2;
  const b = denominator / 2;
  const share = (x: number): Share => {
    if (x <= 0) return shareOf(0);
    if (x === Number.POSITIVE_INFINITY) return shareOf(1);
    if (x > 1) return shareOfOdds(double(numerator), divide(double(denominator), double(x)));
    return shareOfOdds(multiply(double(numerator), double(x)), double(denominator));
  };
  const tails = (x: number) => betaTails(a, b, share(x));
  const logDensity = (x: number) => betaKernel(a, b, share(x));
  const density = (x: number) => (x > 0 ? logDensity(x) / x : x < 0 ? 0 : densityAtZero(numerator));
  return distributionOf({
    density,
    tails,
    quantile: (p) => (p > 0.5 ? solve("upper", 1 - p) : solve("lower", p)),
    inverseSurvival: (q) => (q > 0.5 ? solve("lower", 1 - q) : solve("upper", q)),
  });

  function solve(side: "lower" | "upper", p: number): number {
    if (p === 0) return side === "lower" ? 0 : Number.POSITIVE_INFINITY;
    return solveTail({ rising: side === "lower", probability: (x) => tails(x)[side], logDensity }, p, 1);
  }
}

function densityAtZero(numerator: number): number {
  if (numerator === 2) return 1;
  return numerator > 2 ? 0 : Number.POSITIVE_INFINITY;
}
