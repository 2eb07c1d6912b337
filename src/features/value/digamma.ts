import { log } from "../../core/internal";

const LARGE = 10;

/**
 * Derivative of ln Gamma at x > 0, from exact operations and `log` alone; absolute error below 1e-13 of max(1, |value|).
 * By its asymptotic series from 10 on; below, by psi(x) = psi(x + 1) - 1 / x.
 */
export function digamma(x: number): number {
  let shifted = 0;
  let large = x;
  for (; large < LARGE; large++) shifted += 1 / large;
  const square = 1 / (large * large);
  const series =
    square *
    (1 / 12 -
      square * (1 / 120 - square * (1 / 252 - square * (1 / 240 - square * (1 / 132 - (square * 691) / 32760)))));
  return log(large) - 1 / (2 * large) - series - shifted;
}
