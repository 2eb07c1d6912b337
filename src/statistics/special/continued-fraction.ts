/**
 * b0 + a1 / (b1 + a2 / (b2 + ...)) until it no longer changes, by Lentz's method as modified by Thompson & Barnett (1986).
 *
 * @param term the n-th pair [a, b], n from 1 on.
 */
export function continuedFraction(b0: number, term: (n: number) => readonly [a: number, b: number]): number {
  let value = b0 || TINY;
  let c = value;
  let d = 0;
  for (let n = 1; n < LIMIT; n++) {
    const [a, b] = term(n);
    d = 1 / (b + a * d || TINY);
    c = b + a / c || TINY;
    const factor = c * d;
    value *= factor;
    if (!(Math.abs(factor - 1) >= 1e-16)) break; // also where it is no longer a number
  }
  return value;
}

const TINY = 1e-300;
const LIMIT = 10_000_000;
