import type { Matrix } from "../../core";
import { matrix, wrongValue } from "../../core/internal";
import type { FeatureTable } from "./feature-table";

/**
 * The rows of a table as vectors.
 *
 * @throws RangeError when a number is missing, or beyond single precision.
 */
export function featureMatrix({ ids, names, columns }: FeatureTable<string>): Matrix {
  const result = matrix(ids.length, names.length);
  for (const [c, values] of columns.entries()) {
    for (const [row, value] of values.entries()) {
      if (!Number.isFinite(Math.fround(value))) {
        throw wrongValue("table", "finite 32-bit numbers", value, ` in column "${names[c]}", row ${row}`);
      }
      result.data[row * result.cols + c] = value + 0; // no -0, so that equal rows are equal in every bit
    }
  }
  return result;
}
