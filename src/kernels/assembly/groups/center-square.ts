/**
 * The squared distance of a row to a center in double precision, the terms of columns j, j + 4, j + 8, ... summed
 * apart, then (0 + 2) + (1 + 3). Used by other kernels; not exported from the module.
 *
 * row, center: f32, padded with zeros to a multiple of 4 columns.
 */
export function centerSquare(row: usize, center: usize, stride: i32): f64 {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  const end = row + ((<usize>stride) << 2);
  for (; row < end; row += 16, center += 16) {
    const x = f64x2.promote_low_f32x4(v128.load64_zero(row));
    const y = f64x2.promote_low_f32x4(v128.load64_zero(row, 8));
    const d = f64x2.sub(x, f64x2.promote_low_f32x4(v128.load64_zero(center)));
    const e = f64x2.sub(y, f64x2.promote_low_f32x4(v128.load64_zero(center, 8)));
    low = f64x2.add(low, f64x2.mul(d, d));
    high = f64x2.add(high, f64x2.mul(e, e));
  }
  const sums = f64x2.add(low, high);
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}
