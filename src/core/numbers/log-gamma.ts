import { log } from "./elementary";

const HALF_LOG_TAU = 0.9189385332046727; // ln(2 pi) / 2
const LARGE = 10;

/**
 * ln Gamma(x) for x > 0, from exact operations and {@link log} alone; absolute error below 1e-12 of max(1, |value|).
 * Stirling's series from 10 on; below, by Gamma(x + 1) = x Gamma(x).
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.POSITIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY) return x;
  let product = 1;
  let large = x;
  for (; large < LARGE; large++) product *= large;
  const inverse = 1 / large;
  const square = inverse * inverse;
  const series =
    inverse *
    (1 / 12 -
      square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square * (1 / 1188 - (square * 691) / 360360)))));
  return (large - 0.5) * log(large) - large + HALF_LOG_TAU + series - log(product);
}
