import { type DoubleDouble, double, expOf, logOf, multiply } from "./double-double";

/** base^exponent for a base >= 0. */
export function powerOf(base: DoubleDouble, exponent: number): number {
  if (exponent === 0) return 1;
  return base.high > 0 ? expOf(multiply(double(exponent), logOf(base))) : 0;
}
