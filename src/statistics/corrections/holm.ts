import { ascending, toPValues } from "./p-values";

/**
 * Adjusted p values of Holm (1979, "A simple sequentially rejective multiple test procedure"): rejecting those up to 0.05 makes
 * any false rejection at all no more probable than 0.05, however the tests depend on each other.
 *
 * @param p p values of all tests that were made.
 * @returns the adjusted value of each, in the same order.
 * @throws RangeError when a p is not in [0, 1].
 * @example
 * holm([0.01, 0.04, 0.03]); // [0.03, 0.06, 0.06]
 */
export function holm(p: Float64Array | readonly number[]): number[] {
  const read = toPValues(p);
  const adjusted = new Array<number>(read.length);
  let largest = 0;
  for (const [rank, i] of ascending(read).entries()) {
    largest = Math.min(1, Math.max(largest, read[i]! * (read.length - rank)));
    adjusted[i] = largest;
  }
  return adjusted;
}
