import type { Matrix } from "../../../core";
import { finish, row, unitRows, verbatim, wrongValue } from "../../../core/internal";

/**
 * Rows as the cosine metric sees them: of length 1.
 *
 * @throws RangeError when a row is all zeros: it has no direction.
 */
export function cosineRows(name: string, vectors: Matrix): Matrix {
  for (let i = 0; i < vectors.rows; i++) {
    if (row(vectors, i).every((value) => value === 0)) {
      throw wrongValue(name, "rows that are not all zeros under the cosine metric", verbatim(`one in row ${i}`));
    }
  }
  return finish(unitRows(vectors));
}
