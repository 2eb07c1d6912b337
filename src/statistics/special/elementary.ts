import { exp, log } from "../../core/internal";

/** ln(1 + x) for x > -1, accurate near 0 too. */
export function log1p(x: number): number {
  const sum = 1 + x;
  return log(sum) + (x - (sum - 1)) / sum;
}

/** e^x - 1, accurate near 0 too (Kahan). */
export function expm1(x: number): number {
  if (Math.abs(x) > 1) return exp(x) - 1;
  const power = exp(x);
  return power === 1 ? x : ((power - 1) * x) / log(power);
}
