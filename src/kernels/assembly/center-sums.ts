/**
 * Sums of weight times row, and of weights, over the rows `first` .. `last` with each label, in ascending order.
 *
 * rows:   f32, `stride` from row to row, a multiple of 4, padding zero. weights: f64 and labels: i32, one a row.
 * sums:   f64, `stride` for each of k labels, then k weights; overwritten.
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
  const totals = sums + ((<usize>k * <usize>stride) << 3);
  memory.fill(sums, 0, (<usize>k * <usize>(stride + 1)) << 3);
  let row = rows + ((<usize>first * <usize>stride) << 2);
  for (let i = first; i < last; i++) {
    const label = load<i32>(labels + ((<usize>i) << 2));
    const weight = load<f64>(weights + ((<usize>i) << 3));
    const total = totals + ((<usize>label) << 3);
    store<f64>(total, load<f64>(total) + weight);
    const times = f64x2.splat(weight);
    let sum = sums + ((<usize>label * <usize>stride) << 3);
    for (const end = row + ((<usize>stride) << 2); row < end; row += 8, sum += 16) {
      const terms = f64x2.mul(times, f64x2.promote_low_f32x4(v128.load64_zero(row)));
      v128.store(sum, f64x2.add(v128.load(sum), terms));
    }
  }
}
