import { forEachYielding } from "../running/for-each-yielding";
import type { Checkpoint } from "../running/progress";
import type { Csr } from "./csr";
import { type Matrix, matrix } from "./matrix";

/**
 * Coordinates of sparse rows on axes (r x d): sums in 64-bit floats, in the order of the columns, so that a row gets the same bits
 * alone and among others.
 */
export async function sparseCoordinates(rows: Csr, axes: Matrix, at?: Checkpoint): Promise<Matrix> {
  const { offsets, columns, values } = rows;
  const count = axes.rows;
  const across = new Float64Array(axes.cols * count); // so that what a column adds lies together
  for (let c = 0; c < count; c++)
    for (let j = 0; j < axes.cols; j++) across[j * count + c] = axes.data[c * axes.cols + j]!;
  const result = matrix(rows.rows, count);
  const sums = new Float64Array(count);
  await forEachYielding(rows.rows, at, (i) => {
    sums.fill(0);
    for (let p = offsets[i]!; p < offsets[i + 1]!; p++) {
      const from = columns[p]! * count;
      const value = values[p]!;
      for (let c = 0; c < count; c++) sums[c]! += value * across[from + c]!;
    }
    result.data.set(sums, i * count);
  });
  return result;
}
