/**
 * Squared distances of one row to centers, in double precision: the terms of even and of odd columns are summed apart, in
 * ascending order, then added. Used by other kernels; not exported from the module.
 *
 * row:    f32, padded with zeros to a multiple of 2 columns.
 * panel:  four centers: column j of center l is f64 j * 4 + l. Padding centers hold Infinity.
 * center: one center, f64.
 * out:    4 f64, 16-byte aligned.
 */
export function panelSquares(row: usize, panel: usize, stride: i32, out: usize): void {
  let even0 = f64x2.splat(0);
  let even1 = f64x2.splat(0);
  let odd0 = f64x2.splat(0);
  let odd1 = f64x2.splat(0);
  const end = row + ((<usize>stride) << 2);
  for (; row < end; row += 8, panel += 64) {
    const x = f64x2.promote_low_f32x4(v128.load32_splat(row));
    const d0 = f64x2.sub(x, v128.load(panel));
    const d1 = f64x2.sub(x, v128.load(panel, 16));
    even0 = f64x2.add(even0, f64x2.mul(d0, d0));
    even1 = f64x2.add(even1, f64x2.mul(d1, d1));
    const y = f64x2.promote_low_f32x4(v128.load32_splat(row, 4));
    const d2 = f64x2.sub(y, v128.load(panel, 32));
    const d3 = f64x2.sub(y, v128.load(panel, 48));
    odd0 = f64x2.add(odd0, f64x2.mul(d2, d2));
    odd1 = f64x2.add(odd1, f64x2.mul(d3, d3));
  }
  v128.store(out, f64x2.add(even0, odd0));
  v128.store(out, f64x2.add(even1, odd1), 16);
}

/** The same for one center: the same bits. */
export function centerSquare(row: usize, center: usize, stride: i32): f64 {
  let sums = f64x2.splat(0);
  const end = row + ((<usize>stride) << 2);
  for (; row < end; row += 8, center += 16) {
    const d = f64x2.sub(f64x2.promote_low_f32x4(v128.load64_zero(row)), v128.load(center));
    sums = f64x2.add(sums, f64x2.mul(d, d));
  }
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
}
