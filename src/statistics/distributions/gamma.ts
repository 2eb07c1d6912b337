import { number, readOptions, type Schema } from "../../core/internal";
import { gammaKernel, gammaTails } from "../special/incomplete-gamma";
import { type Distribution, distributionOf } from "./distribution";
import { solveTail } from "./solve-tail";

/** Options of {@link gammaDistribution}. */
export interface GammaDistributionOptions {
  /** The variable is this many times a gamma variable of scale 1; 1 / rate. @default 1 */
  scale?: number | undefined;
}

const GAMMA_DISTRIBUTION_OPTIONS = { scale: number({ above: 0 }, 1) } satisfies Schema<GammaDistributionOptions>;

/** Tails take some root of the shape in steps: 10 million here. */
export const LARGEST_SHAPE = 1e12;

/**
 * The gamma distribution (NIST Digital Library of Mathematical Functions 8.2).
 *
 * @param shape its shape, > 0 and at most 1e12; the mean is shape times scale.
 * @param options the scale.
 * @returns its density, both tails and their inverses.
 * @throws RangeError when `shape` or `scale` is not > 0, or `shape` is larger.
 * @example
 * gammaDistribution(1, { scale: 2 }).survival(4).toFixed(6); // "0.135335"
 */
export function gammaDistribution(shape: number, options: GammaDistributionOptions = {}): Distribution {
  number({ above: 0, max: LARGEST_SHAPE }).read(shape, "shape");
  const { scale } = readOptions(options, GAMMA_DISTRIBUTION_OPTIONS);
  return scaledGamma(shape, scale);
}

/** {@link gammaDistribution} of valid arguments. */
export function scaledGamma(shape: number, scale: number): Distribution {
  const density = (x: number) => (x > 0 ? gammaKernel(shape, x) / x : x < 0 ? 0 : densityAtZero(shape));
  return distributionOf({
    density: (x) => density(x / scale) / scale,
    tails: (x) => gammaTails(shape, x / scale),
    quantile: (p) => scale * (p > 0.5 ? solve("upper", 1 - p) : solve("lower", p)),
    inverseSurvival: (q) => scale * (q > 0.5 ? solve("lower", 1 - q) : solve("upper", q)),
  });

  function solve(side: "lower" | "upper", p: number): number {
    if (p === 0) return side === "lower" ? 0 : Number.POSITIVE_INFINITY;
    const logDensity = (x: number) => gammaKernel(shape, x);
    return solveTail(
      { rising: side === "lower", probability: (x) => gammaTails(shape, x)[side], logDensity },
      p,
      shape,
    );
  }
}

function densityAtZero(shape: number): number {
  if (shape === 1) return 1;
  return shape > 1 ? 0 : Number.POSITIVE_INFINITY;
}
