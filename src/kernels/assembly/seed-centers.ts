import { panelSquares } from "./center-squares";

/**
 * One step of k-means++ for the rows `first` .. `last`: takes the candidate chosen in the step before as a center, and
 * tells for each of four new candidates the potential if it were one: the sum of weight times squared distance to the
 * nearest center.
 *
 * rows:       f32, `stride` from row to row, a multiple of 4, padding zero.
 * weights:    f64, one a row.
 * panel:      the candidates as four centers, see `panelSquares`; those that are missing hold Infinity.
 * chosen:     which candidate of the step before became a center, or -1.
 * trials:     f64, four a row: squared distances to the candidates, kept for the next step.
 * least:      f64, one a row: squared distance to the nearest center, Infinity before there is one.
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
  chosen: i32,
  trials: usize,
  least: usize,
  potentials: usize,
): void {
  const rowBytes = (<usize>stride) << 2;
  let sum0 = f64x2.splat(0);
  let sum1 = f64x2.splat(0);
  for (let i = first; i < last; i++) {
    const place = (<usize>i) << 3;
    const trial = trials + (place << 2);
    let nearest = load<f64>(least + place);
    if (chosen >= 0) {
      nearest = min(nearest, load<f64>(trial + ((<usize>chosen) << 3)));
      store<f64>(least + place, nearest);
    }
    panelSquares(rows + <usize>i * rowBytes, panel, stride, trial);
    const weight = v128.load64_splat(weights + place);
    const bound = f64x2.splat(nearest);
    sum0 = f64x2.add(sum0, f64x2.mul(weight, f64x2.pmin(bound, v128.load(trial))));
    sum1 = f64x2.add(sum1, f64x2.mul(weight, f64x2.pmin(bound, v128.load(trial, 16))));
  }
  v128.store(potentials, sum0);
  v128.store(potentials, sum1, 16);
}
