import type { Labels } from "../../core";
import { contingency } from "./contingency";
import { information } from "./entropy";

/**
 * The information of each of two labelings that the other does not hold, in nats: 0 for the same partition; a distance
 * between partitions (Meila 2007). Noise (-1) counts as one more group.
 *
 * @param a n labels.
 * @param b n labels of the same points.
 * @returns a number in [0, log n].
 * @throws RangeError when the two differ in length, or are empty.
 * @example
 * variationOfInformation([0, 0, 1, 1], [1, 1, 0, 0]); // 0
 */
export function variationOfInformation(a: Labels, b: Labels): number {
  const { entropyA, entropyB, mutual } = information(contingency(a, b));
  return Math.max(0, entropyA + entropyB - 2 * mutual);
}
