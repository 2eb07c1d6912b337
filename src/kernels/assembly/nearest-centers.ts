import { panelSquares } from "./center-squares";

/**
 * The nearest center of the rows `first` .. `last`, of several at the same distance the first, and its squared distance.
 *
 * rows:    f32, `stride` from row to row, a multiple of 4, padding zero.
 * panels:  f64, `count` panels of four centers, see `panelSquares`.
 * labels:  i32, one a row. squares: f64, one a row.
 * scratch: 32 bytes of this call alone.
 * All arrays 16-byte aligned, none overlapping.
 */
export function nearestCenters(
  first: i32,
  last: i32,
  rows: usize,
  stride: i32,
  panels: usize,
  count: i32,
  labels: usize,
  squares: usize,
  scratch: usize,
): void {
  const rowBytes = (<usize>stride) << 2;
  const panelBytes = (<usize>stride) << 5;
  for (let i = first; i < last; i++) {
    let least: f64 = Infinity;
    let nearest = 0;
    for (let p = 0; p < count; p++) {
      panelSquares(rows + <usize>i * rowBytes, panels + <usize>p * panelBytes, stride, scratch);
      for (let l = 0; l < 4; l++) {
        const square = load<f64>(scratch + ((<usize>l) << 3));
        if (square < least) {
          least = square;
          nearest = (p << 2) + l;
        }
      }
    }
    store<i32>(labels + ((<usize>i) << 2), nearest);
    store<f64>(squares + ((<usize>i) << 3), least);
  }
}
