import { centerSquare, leastLane, leastSquare, mostSquare, panelSquares } from "./center-squares";

/**
 * The nearest of k centers to the rows `first` .. `last`, of several at the same distance the first, and its squared
 * distance (`centerSquare`). All are measured in single precision, then exactly those that may be the nearest.
 *
 * rows:    f32, `stride` from row to row, a multiple of 4, padding zero.
 * centers: f32, k of `stride` each. panels: the same in panels of four, see `panelSquares`; those that are missing
 * repeat the last.
 * labels:  i32, one a row. squares: f64, one a row.
 * scratch: 16 bytes for each panel, of this call alone.
 * All arrays 16-byte aligned, none overlapping.
 */
export function nearestCenters(
  first: i32,
  last: i32,
  rows: usize,
  stride: i32,
  k: i32,
  centers: usize,
  panels: usize,
  labels: usize,
  squares: usize,
  scratch: usize,
): void {
  const bytes = (<usize>stride) << 2;
  for (let i = first; i < last; i++) {
    const row = rows + <usize>i * bytes;
    let told: v128 = f32x4.splat(Infinity);
    for (let from = 0; from < k; from += 4) {
      const four = panelSquares(row, panels + <usize>from * bytes, stride);
      v128.store(scratch + ((<usize>from) << 2), four);
      told = f32x4.pmin(told, four);
    }
    const bound = mostSquare(leastLane(told), stride);
    let least: f64 = Infinity;
    let nearest = 0;
    for (let center = 0; center < k; center++) {
      const lower = leastSquare(load<f32>(scratch + ((<usize>center) << 2)), stride);
      if (lower > bound || lower > least) continue;
      const square = centerSquare(row, centers + <usize>center * bytes, stride);
      if (square < least) {
        least = square;
        nearest = center;
      }
    }
    store<i32>(labels + ((<usize>i) << 2), nearest);
    store<f64>(squares + ((<usize>i) << 3), least);
  }
}
