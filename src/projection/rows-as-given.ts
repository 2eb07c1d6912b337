import type { Matrix } from "../core";
import { matrix } from "../core/internal";

/** The rows of a layout of distinct points, one for each row as given: row i is row `rowOf[i]` of the layout. */
export function rowsAsGiven({ data, cols }: Matrix, rowOf: Int32Array): Matrix {
  const result = matrix(rowOf.length, cols);
  for (const [i, from] of rowOf.entries()) result.data.set(data.subarray(from * cols, (from + 1) * cols), i * cols);
  return result;
}
