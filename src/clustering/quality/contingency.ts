import type { Labels } from "../../core";
import { labelCount, toLabels, wrongValue } from "../../core/internal";

/** How often each label of `a` meets each label of `b`; noise (-1) counts as one more group. */
export interface Contingency {
  readonly n: number;
  /** Size of each group of `a` and of `b`. */
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** Sizes of the non-empty intersections, with their groups. */
  readonly cells: readonly { readonly i: number; readonly j: number; readonly count: number }[];
}

/** @throws RangeError when the two differ in length, or are empty. */
export function contingency(a: Labels, b: Labels): Contingency {
  const left = toLabels("a", a);
  const right = toLabels("b", b, left.length);
  const n = left.length;
  if (n === 0) throw wrongValue("a", "at least 1 label", 0);
  const rows = labelCount(left) + 1;
  const cols = labelCount(right) + 1;
  const counts = new Map<number, number>();
  for (let p = 0; p < n; p++) {
    const key = (left[p]! + 1) * cols + right[p]! + 1;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const sizesA = new Float64Array(rows);
  const sizesB = new Float64Array(cols);
  const cells = [...counts]
    .sort(([p], [q]) => p - q)
    .map(([key, count]) => ({ i: Math.floor(key / cols), j: key % cols, count }));
  for (const { i, j, count } of cells) {
    sizesA[i]! += count;
    sizesB[j]! += count;
  }
  return { n, a: sizesA, b: sizesB, cells };
}
