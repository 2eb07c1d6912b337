import type { Labels } from "../../core";
import { contingency } from "./contingency";

/** How many points have which label in one labeling and which in the other. */
export interface ContingencyTable {
  /** The labels of the rows, ascending; -1 is noise. */
  readonly rows: readonly number[];
  /** The labels of the columns, ascending. */
  readonly columns: readonly number[];
  /** For each row and column the number of points. */
  readonly counts: readonly (readonly number[])[];
}

/**
 * Two labelings side by side.
 *
 * @param a n labels: the rows of the table.
 * @param b n labels of the same points: its columns.
 * @returns a row for each label of `a` that occurs, and a column for each of `b`.
 * @throws RangeError when the two differ in length, or are empty.
 * @example
 * contingencyTable([0, 0, 1, -1], [1, 1, 1, 0]).counts; // [[1, 0], [0, 2], [0, 1]]
 */
export function contingencyTable(a: Labels, b: Labels): ContingencyTable {
  const table = contingency(a, b);
  const rows = [...table.a.keys()].filter((i) => table.a[i]! > 0);
  const columns = [...table.b.keys()].filter((j) => table.b[j]! > 0);
  const counts = rows.map(() => columns.map(() => 0));
  for (const { i, j, count } of table.cells) counts[rows.indexOf(i)]![columns.indexOf(j)] = count;
  return { rows: rows.map((i) => i - 1), columns: columns.map((j) => j - 1), counts };
}
