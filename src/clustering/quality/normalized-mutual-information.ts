import type { Labels } from "../../core";
import { contingency } from "./contingency";
import { groupCount, information } from "./entropy";

/**
 * Information shared by two labelings, divided by the mean of their entropies: 1 for the same partition, 0 for unrelated
 * ones (Strehl & Ghosh 2002). Chance raises it with the number of groups; see `adjustedMutualInformation`. Noise (-1)
 * counts as one more group.
 *
 * @param a n labels.
 * @param b n labels of the same points.
 * @returns a number in [0, 1].
 * @throws RangeError when the two differ in length, or are empty.
 * @example
 * normalizedMutualInformation([0, 0, 1, 1], [1, 1, 0, 0]); // 1
 */
export function normalizedMutualInformation(a: Labels, b: Labels): number {
  const table = contingency(a, b);
  const groups = [groupCount(table.a), groupCount(table.b)];
  if (groups[0] === groups[1] && table.cells.length === groups[0]) return 1; // the same partition
  const { entropyA, entropyB, mutual } = information(table);
  return mutual === 0 ? 0 : mutual / ((entropyA + entropyB) / 2);
}
