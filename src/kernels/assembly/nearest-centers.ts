import { centerSquare, leastSquare, panelSquares } from "./center-squares";

/**
 * The nearest of k centers to the rows `first` .. `last`, of several at the same distance the first, and its squared distance
 * (`centerSquare`); single precision says which centers cannot be it.
 *
 * rows:    f32, `stride` from row to row, a multiple of 4, padding zero.
 * centers: f32, k of `stride` each. panels: the same in panels of four, see `panelSquares`.
 * labels:  i32, one a row. squares: f64, one a row.
 * scratch: 16 bytes of this call alone.
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
    let least: f64 = Infinity;
    let nearest = 0;
    for (let from = 0; from < k; from += 4) {
      v128.store(scratch, panelSquares(row, panels + <usize>from * bytes, stride));
      const end = min(from + 4, k);
      for (let center = from; center < end; center++) {
        const square = load<f32>(scratch + ((<usize>(center - from)) << 2));
        if (leastSquare(square, stride) >= least) continue;
        const exact = centerSquare(row, centers + <usize>center * bytes, stride);
        if (exact < least) {
          least = exact;
          nearest = center;
        }
      }
    }
    store<i32>(labels + ((<usize>i) << 2), nearest);
    store<f64>(squares + ((<usize>i) << 3), least);
  }
}
