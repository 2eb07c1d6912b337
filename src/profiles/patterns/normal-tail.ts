import { exp } from "../../core/internal";

/** Probability that a standard normal variable is at least z; relative error below 2e-7 (Press et al. 1992, erfcc). */
export function normalTail(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + x / 2);
  let sum = 0;
  for (const coefficient of COEFFICIENTS) sum = sum * t + coefficient;
  const upper = 0.5 * t * exp(-x * x + sum);
  return z >= 0 ? upper : 1 - upper;
}

/** Of Press et al., highest power first. */
const COEFFICIENTS = [
  0.17087277, -0.82215223, 1.48851587, -1.13520398, 0.27886807, -0.18628806, 0.09678418, 0.37409196, 1.00002368,
  -1.26551223,
];
