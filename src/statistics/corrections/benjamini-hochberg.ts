import { ascending, toPValues } from "./p-values";

/**
 * Adjusted p values of Benjamini & Hochberg (1995, "Controlling the false discovery rate"): for each test the smallest
 * expected share of false ones among the discoveries at which it would be one, min over p' >= p of p' m / rank(p'). Holds for
 * independent and for positively dependent tests.
 *
 * @param p p values of all tests that were made.
 * @returns the adjusted value of each, in the same order.
 * @throws RangeError when a p is not in [0, 1].
 * @example
 * benjaminiHochberg([0.01, 0.04, 0.03, 0.5]).map((q) => q.toFixed(4)); // ["0.0400", "0.0533", "0.0533", "0.5000"]
 */
export function benjaminiHochberg(p: Float64Array | readonly number[]): number[] {
  const read = toPValues(p);
  const order = ascending(read);
  const adjusted = new Array<number>(read.length);
  let least = 1;
  for (let rank = order.length; rank >= 1; rank--) {
    const i = order[rank - 1]!;
    least = Math.min(least, read[i]! * (read.length / rank)); // never below p, as p m / m may be
    adjusted[i] = least;
  }
  return adjusted;
}
