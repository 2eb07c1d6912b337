import { number, readOptions, type Schema } from "../../core/internal";
import { continuedFraction } from "../special/continued-fraction";
import { double, expOf, multiply } from "../special/double-double";
import { fromUpper, type Tails } from "../special/tails";
import { type Distribution, distributionOf } from "./distribution";
import { solveTail } from "./solve-tail";

/** Options of {@link normalDistribution}. */
export interface NormalDistributionOptions {
  /** @default 0 */
  mean?: number | undefined;
  /** @default 1 */
  standardDeviation?: number | undefined;
}

const NORMAL_DISTRIBUTION_OPTIONS = {
  mean: number({}, 0),
  standardDeviation: number({ above: 0 }, 1),
} satisfies Schema<NormalDistributionOptions>;

/**
 * The normal distribution (NIST Digital Library of Mathematical Functions, chapter 7).
 *
 * @param options the mean and the standard deviation.
 * @returns its density, both tails and their inverses.
 * @throws RangeError when `standardDeviation` is not > 0.
 * @example
 * normalDistribution().survival(10).toPrecision(12); // "7.61985302416e-24"
 * normalDistribution({ mean: 100, standardDeviation: 15 }).quantile(0.5); // 100
 */
export function normalDistribution(options: NormalDistributionOptions = {}): Distribution {
  const { mean, standardDeviation } = readOptions(options, NORMAL_DISTRIBUTION_OPTIONS);
  const standard = (x: number) => (x - mean) / standardDeviation;
  return distributionOf({
    density: (x) => normalDensity(standard(x)) / standardDeviation,
    tails: (x) => normalTails(standard(x)),
    quantile: (p) => mean + standardDeviation * normalQuantile(p),
    inverseSurvival: (q) => mean - standardDeviation * normalQuantile(q),
  });
}

/** Density of the standard normal distribution. */
function normalDensity(z: number): number {
  if (Math.abs(z) > FAR) return 0;
  return expOf(multiply(multiply(double(z), double(z)), double(-0.5))) * ONE_OVER_SQRT_TAU;
}

/** Both tails of the standard normal distribution. */
export function normalTails(z: number): Tails {
  const { lower, upper } = fromUpper(upperTail(Math.abs(z)));
  return z < 0 ? { lower: upper, upper: lower } : { lower, upper };
}

/** z with P(Z <= z) = p. */
export function normalQuantile(p: number): number {
  if (p > 0.5) return positiveQuantile(1 - p, p - 0.5);
  return -positiveQuantile(p, 0.5 - p) || 0;
}

/** z >= 0 with P(Z > z) = upper, which is 1/2 - center. */
function positiveQuantile(upper: number, center: number): number {
  if (upper === 0) return Number.POSITIVE_INFINITY;
  if (center === 0) return 0;
  if (upper > 0.25) {
    return solveTail({ rising: true, probability: centralPart, logDensity }, center, center * 2.5);
  }
  return solveTail({ rising: false, probability: upperTail, logDensity }, upper, 2);
}

function logDensity(z: number): number {
  return z * normalDensity(z);
}

function upperTail(z: number): number {
  if (z > FAR) return 0;
  if (z < SERIES_UP_TO) return 0.5 - centralPart(z);
  return normalDensity(z) / continuedFraction(z, (n) => [n, z]); // DLMF 7.9.1
}

/** P(0 < Z < z): density(z) (z + z^3 / 3 + z^5 / (3 * 5) + ...), DLMF 7.6.2. */
function centralPart(z: number): number {
  let term = z;
  let sum = z;
  for (let n = 3; term > sum * 1e-17; n += 2) {
    term *= (z * z) / n;
    sum += term;
  }
  return normalDensity(z) * sum;
}

/** Where density and tail are below the least double. */
const FAR = 40;
const SERIES_UP_TO = 2.2;
const ONE_OVER_SQRT_TAU = 0.3989422804014327;
