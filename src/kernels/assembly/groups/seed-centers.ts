/**
 * One step of k-means++ for the rows `first` .. `last`: takes the candidate chosen in the step before as a center, and
 * computes for each of four new candidates the potential if it were one: the sum of weight times squared distance to the
 * nearest center.
 *
 * rows:       f32, `stride` from row to row, a multiple of 4, padding zero.
 * weights:    f64, one a row.
 * panel:      the candidates: column j of candidate l is float j * 4 + l; those that are missing hold Infinity.
 * scale:      a factor of all distances, so that squares neither overflow nor vanish.
 * chosen:     which candidate of the step before became a center, or -1.
 * trials:     f32, four a row: squared distances to the candidates, kept for the next step.
 * least:      f32, one a row: squared distance to the nearest center, Infinity before there is one.
 * potentials: 4 f64, written.
 * All arrays 16-byte aligned, none overlapping.
 */
export function seedCenters(
  first: i32,
  last: i32,
  rows: usize,
  stride: i32,
  weights: usize,
  panel: usize,
  scale: f32,
  chosen: i32,
  trials: usize,
  least: usize,
  potentials: usize,
): void {
  let low = f64x2.splat(0);
  let high = f64x2.splat(0);
  for (let i = first; i < last; i++) {
    const place = (<usize>i) << 2;
    const trial = trials + (place << 2);
    let nearest = load<f32>(least + place);
    if (chosen >= 0) {
      nearest = min(nearest, load<f32>(trial + ((<usize>chosen) << 2)));
      store<f32>(least + place, nearest);
    }
    const squares = scaledSquares(rows + place * <usize>stride, panel, stride, scale);
    v128.store(trial, squares);
    const nearer = f32x4.pmin(f32x4.splat(nearest), squares);
    const weight = v128.load64_splat(weights + (place << 1));
    const upper = i8x16.shuffle(nearer, nearer, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
    low = f64x2.add(low, f64x2.mul(weight, f64x2.promote_low_f32x4(nearer)));
    high = f64x2.add(high, f64x2.mul(weight, f64x2.promote_low_f32x4(upper)));
  }
  v128.store(potentials, low);
  v128.store(potentials, high, 16);
}

/** Squared distances of a row to four candidates, even and odd columns summed apart. */
function scaledSquares(row: usize, panel: usize, stride: i32, scale: f32): v128 {
  const times = f32x4.splat(scale);
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  const end = row + ((<usize>stride) << 2);
  for (; row < end; row += 8, panel += 32) {
    const d = f32x4.mul(times, f32x4.sub(v128.load32_splat(row), v128.load(panel)));
    const e = f32x4.mul(times, f32x4.sub(v128.load32_splat(row, 4), v128.load(panel, 16)));
    even = f32x4.add(even, f32x4.mul(d, d));
    odd = f32x4.add(odd, f32x4.mul(e, e));
  }
  return f32x4.add(even, odd);
}
