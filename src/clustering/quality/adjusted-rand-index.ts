import type { Labels } from "../../core";
import { contingency } from "./contingency";

/**
 * Agreement of two labelings, corrected for chance: 1 for the same partition, about 0 for unrelated ones (Hubert &
 * Arabie 1985). Names of labels do not matter; noise (-1) counts as one more group.
 *
 * @param a n labels.
 * @param b n labels of the same points.
 * @returns a number in [-0.5, 1].
 * @throws RangeError when the two differ in length, or are empty.
 * @example
 * adjustedRandIndex([0, 0, 1, 1], [1, 1, 0, 0]); // 1
 */
export function adjustedRandIndex(a: Labels, b: Labels): number {
  const table = contingency(a, b);
  const together = table.cells.reduce((sum, { count }) => sum + pairs(count), 0);
  const inA = table.a.reduce((sum, size) => sum + pairs(size), 0);
  const inB = table.b.reduce((sum, size) => sum + pairs(size), 0);
  const expected = table.n > 1 ? (inA * inB) / pairs(table.n) : 0;
  const largest = (inA + inB) / 2;
  return largest === expected ? 1 : (together - expected) / (largest - expected);
}

function pairs(size: number): number {
  return (size * (size - 1)) / 2;
}
