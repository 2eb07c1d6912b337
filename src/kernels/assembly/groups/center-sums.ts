/**
 * Sums of weight times row, of weights and of rows, over the rows `first` .. `last` with each label, in ascending
 * order. Used by other kernels; not exported from the module.
 *
 * rows:   f32, `stride` from row to row, a multiple of 4, padding zero. weights: f64 and labels: i32, one a row.
 * sums:   f64, `stride` for each of k labels, then k weights, then k numbers of rows; overwritten.
 * All arrays 16-byte aligned, none overlapping.
 */
export function centerSums(
  first: i32,
  last: i32,
  rows: usize,
  stride: i32,
  weights: usize,
  labels: usize,
  k: i32,
  sums: usize,
): void {
  memory.fill(sums, 0, (<usize>(k * (stride + 2))) << 3);
  for (let i = first; i < last; i++) {
    const row = rows + ((<usize>i * <usize>stride) << 2);
    const weight = load<f64>(weights + ((<usize>i) << 3));
    addRow(row, stride, weight, 1, load<i32>(labels + ((<usize>i) << 2)), k, sums);
  }
}

/** Adds a row to the sums of a label; with a negative weight and `members` -1, takes it away. */
export function addRow(row: usize, stride: i32, weight: f64, members: f64, label: i32, k: i32, sums: usize): void {
  const total = sums + ((<usize>(k * stride + label)) << 3);
  const rows = total + ((<usize>k) << 3);
  store<f64>(total, load<f64>(total) + weight);
  store<f64>(rows, load<f64>(rows) + members);
  const times = f64x2.splat(weight);
  let sum = sums + ((<usize>(label * stride)) << 3);
  for (const end = row + ((<usize>stride) << 2); row < end; row += 16, sum += 32) {
    const four = v128.load(row);
    const high = i8x16.shuffle(four, four, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
    v128.store(sum, f64x2.add(v128.load(sum), f64x2.mul(times, f64x2.promote_low_f32x4(four))));
    v128.store(sum, f64x2.add(v128.load(sum, 16), f64x2.mul(times, f64x2.promote_low_f32x4(high))), 16);
  }
}
