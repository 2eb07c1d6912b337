import type { Matrix } from "../../../core";
import { matrix, verbatim, wrongValue } from "../../../core/internal";

/**
 * Rows divided by their length, computed in double precision.
 *
 * @throws RangeError when a row is all zeros: it has no direction.
 */
export function unitRows(name: string, vectors: Matrix): Matrix {
  const { data, rows, cols } = vectors;
  const result = matrix(rows, cols);
  for (let i = 0; i < rows; i++) {
    let squares = 0;
    for (let j = i * cols; j < (i + 1) * cols; j++) squares += data[j]! * data[j]!;
    if (squares === 0) {
      throw wrongValue(name, "rows that are not all zeros under the cosine metric", verbatim(`one in row ${i}`));
    }
    const length = Math.sqrt(squares);
    for (let j = i * cols; j < (i + 1) * cols; j++) result.data[j] = data[j]! / length;
  }
  return result;
}
