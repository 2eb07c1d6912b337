import { wrongType, wrongValue } from "../../core/internal";

/**
 * Reads p values at the public edge.
 *
 * @throws TypeError when it is no array.
 * @throws RangeError when one is not in [0, 1].
 */
export function toPValues(p: Float64Array | readonly number[]): readonly number[] {
  if (!Array.isArray(p) && !(p instanceof Float64Array)) {
    throw wrongType("p", "an array of numbers from 0 to 1", p);
  }
  for (const [i, value] of p.entries()) {
    if (!(typeof value === "number" && value >= 0 && value <= 1)) {
      throw wrongValue("p", "numbers from 0 to 1", value, ` at position ${i}`);
    }
  }
  return Array.from(p);
}

/** Positions from the smallest p on; of equal ones the first comes first. */
export function ascending(p: readonly number[]): number[] {
  return [...p.keys()].sort((a, b) => p[a]! - p[b]! || a - b);
}
