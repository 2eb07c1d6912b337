import type { PaddedRows } from "../memory";
import type { KernelCall } from "../module";

/**
 * Rows `first .. first + 4` of the weighted scatter matrix about `mean`, columns from `first` on, added into `out`.
 *
 * @param mean    f64, padded with zeros to the stride of the points.
 * @param weights f64, one a row.
 * @param first   a multiple of 4.
 * @param out     f64, 4 x stride, zero before.
 */
export function covarianceRows(
  { data, rows, stride }: PaddedRows,
  mean: Float64Array,
  weights: Float64Array,
  first: number,
  out: Float64Array,
): KernelCall {
  return ["covarianceRows", data.byteOffset, rows, stride, mean.byteOffset, weights.byteOffset, first, out.byteOffset];
}
