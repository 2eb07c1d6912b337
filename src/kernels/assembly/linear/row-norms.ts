/**
 * Euclidean norm of each row.
 *
 * rows:   first row, 16-byte aligned; `stride` floats from row to row, a multiple of 4, padding zero.
 * norms:  one float a row. Must not overlap `rows`.
 */
export function rowNorms(rows: usize, count: i32, stride: i32, norms: usize): void {
  for (let i = 0; i < count; i++) {
    let sums = f32x4.splat(0);
    for (let j = 0; j < stride; j += 4) {
      const x = v128.load(rows + ((<usize>(i * stride + j)) << 2));
      sums = f32x4.add(sums, f32x4.mul(x, x));
    }
    const sum =
      f32x4.extract_lane(sums, 0) +
      f32x4.extract_lane(sums, 1) +
      (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3));
    store<f32>(norms + ((<usize>i) << 2), Mathf.sqrt(sum));
  }
}
