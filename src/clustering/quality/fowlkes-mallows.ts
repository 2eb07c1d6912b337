import type { Labels } from "../../core";
import { contingency } from "./contingency";

/**
 * The geometric mean of two shares: of the pairs that are together in one labeling, those together in the other, and the
 * reverse (Fowlkes & Mallows 1983). 1 for the same partition; 0 where no pair is together in both. Noise (-1) counts as
 * one more group.
 *
 * @param a n labels.
 * @param b n labels of the same points.
 * @returns a number in [0, 1].
 * @throws RangeError when the two differ in length, or are empty.
 * @example
 * fowlkesMallows([0, 0, 1, 1], [1, 1, 0, 0]); // 1
 */
export function fowlkesMallows(a: Labels, b: Labels): number {
  const table = contingency(a, b);
  const pairs = (size: number) => size * (size - 1);
  const together = table.cells.reduce((sum, { count }) => sum + pairs(count), 0);
  if (together === 0) return 0;
  const inA = table.a.reduce((sum, size) => sum + pairs(size), 0);
  const inB = table.b.reduce((sum, size) => sum + pairs(size), 0);
  return Math.sqrt(together / inA) * Math.sqrt(together / inB);
}
