import type { Matrix } from "../../core";
import { matrix } from "../../core/internal";

/** Some rows of a matrix, in the order given. */
export function pickRows({ data, cols }: Matrix, rows: ArrayLike<number>): Matrix {
  const picked = matrix(rows.length, cols);
  for (let i = 0; i < rows.length; i++) {
    picked.data.set(data.subarray(rows[i]! * cols, (rows[i]! + 1) * cols), i * cols);
  }
  return picked;
}
