import { divide, double, expOf, multiply, PI } from "../special/double-double";
import type { Tails } from "../special/tails";
import { type Distribution, distributionOf } from "./distribution";
import { solveTail } from "./solve-tail";

/**
 * The Kolmogorov distribution: the limit of sqrt(n) D, where D is the largest distance of an empirical distribution function from
 * the true one (Kolmogorov 1933; Marsaglia, Tsang & Wang 2003, eq. 1).
 *
 * @returns its density, both tails and their inverses.
 * @example
 * kolmogorovDistribution().inverseSurvival(0.05).toFixed(4); // "1.3581"
 */
export function kolmogorovDistribution(): Distribution {
  return distributionOf({
    density: kolmogorovDensity,
    tails: kolmogorovTails,
    quantile: (p) => (p > 0.5 ? solve("upper", 1 - p) : solve("lower", p)),
    inverseSurvival: (q) => (q > 0.5 ? solve("lower", 1 - q) : solve("upper", q)),
  });
}

/** Both tails at x. */
export function kolmogorovTails(x: number): Tails {
  if (x < NEAR) return { lower: 0, upper: 1 };
  if (x < SMALL_BELOW) {
    const lower = (SQRT_TAU / x) * oddSum(x, () => 1);
    return { lower, upper: 1 - lower };
  }
  const upper = 2 * alternatingSum(x, () => 1);
  return { lower: 1 - upper, upper };
}

function kolmogorovDensity(x: number): number {
  if (x < NEAR || x > FAR) return 0;
  if (x < SMALL_BELOW) {
    const power = (odd: number) => (odd * odd * Math.PI * Math.PI) / (4 * x * x) - 1;
    return (SQRT_TAU / x / x) * oddSum(x, power);
  }
  return 8 * x * alternatingSum(x, (k) => k * k);
}

function solve(side: "lower" | "upper", p: number): number {
  if (p === 0) return side === "lower" ? 0 : Number.POSITIVE_INFINITY;
  const probability = (x: number) => kolmogorovTails(x)[side];
  const logDensity = (x: number) => x * kolmogorovDensity(x);
  return solveTail({ rising: side === "lower", probability, logDensity }, p, 0.9);
}

/** Sum over odd numbers of factor times exp(-odd^2 pi^2 / (8 x^2)). */
function oddSum(x: number, factor: (odd: number) => number): number {
  const exponent = divide(multiply(multiply(PI, PI), double(-0.125)), multiply(double(x), double(x)));
  let sum = 0;
  for (let odd = 9; odd >= 1; odd -= 2) sum += factor(odd) * expOf(multiply(double(odd * odd), exponent));
  return sum;
}

/** Sum over k >= 1 of (-1)^(k - 1) factor exp(-2 k^2 x^2). */
function alternatingSum(x: number, factor: (k: number) => number): number {
  if (x > FAR) return 0;
  const exponent = multiply(multiply(double(x), double(x)), double(-2));
  let sum = 0;
  for (let k = 7; k >= 1; k--) sum = factor(k) * expOf(multiply(double(k * k), exponent)) - sum;
  return sum;
}

/** The tails are below the least double nearer to 0, and further out. */
const NEAR = 0.03;
const FAR = 30;
const SMALL_BELOW = 1;
const SQRT_TAU = 2.5066282746310002;
