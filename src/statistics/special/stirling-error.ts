import { log, logGamma } from "../../core/internal";

const HALF_LOG_TAU = 0.9189385332046727; // ln(2 pi) / 2

/**
 * What Stirling's formula lacks: ln Gamma(a) - ((a - 1/2) ln a - a + ln(2 pi) / 2), for a > 0. With it large terms cancel
 * before they are rounded (Loader 2000, "Fast and accurate computation of binomial probabilities").
 */
export function stirlingError(a: number): number {
  if (a < 10) return logGamma(a) - ((a - 0.5) * log(a) - a + HALF_LOG_TAU);
  const inverse = 1 / a;
  const square = inverse * inverse;
  let series = 0;
  for (const coefficient of COEFFICIENTS) series = series * square + coefficient;
  return series * inverse;
}

/** B(2 n) / (2 n (2 n - 1)) of n from 8 down to 1. */
const COEFFICIENTS = [-3617 / 122400, 1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12];
