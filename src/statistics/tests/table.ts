import { wrongType, wrongValue } from "../../core/internal";

/** Counts by row and column. */
export type CountTable = readonly (readonly number[])[];

/**
 * Reads counts at the public edge.
 *
 * @throws TypeError when it is no array.
 * @throws RangeError when a count is no finite number >= 0.
 */
export function toCounts(name: string, counts: readonly number[], length?: number): readonly number[] {
  if (!Array.isArray(counts)) throw wrongType(name, "an array of counts", counts);
  if (length !== undefined && counts.length !== length) {
    throw wrongValue(name, `${length} counts`, counts.length);
  }
  for (const [i, count] of counts.entries()) {
    if (typeof count !== "number" || !(count >= 0 && count < Number.POSITIVE_INFINITY)) {
      throw wrongValue(name, "finite counts >= 0", count, ` at position ${i}`);
    }
  }
  return counts;
}

/** Reads a table of counts at the public edge: rows of one length. */
export function toTable(name: string, table: CountTable): CountTable {
  if (!Array.isArray(table) || table.length === 0) {
    throw wrongType(name, "rows of counts", table);
  }
  const columns = Array.isArray(table[0]) ? table[0].length : 0;
  for (const [i, row] of table.entries()) toCounts(`${name}[${i}]`, row, columns);
  return table;
}
