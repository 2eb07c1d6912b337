import { centerSquare } from "./center-square";
import { measureTile, TILE } from "./center-tile";
import { nearestInTile } from "./nearest-in-tile";

/**
 * The nearest of k centers to the rows `first` .. `last`, of several at the same distance the first, and its squared
 * distance (`centerSquare`).
 *
 * rows:    f32, `stride` from row to row, a multiple of 4, padding zero.
 * centers: f32, k of `stride` each. shifted: the same, see `measureTile`.
 * order:   i32, 0 .. k - 1, filled up to a multiple of 4 by k.
 * labels:  i32, one a row. squares: f64, one a row.
 * list:    32 bytes, then the scratch of `measureTile`; of this call alone.
 * All arrays 16-byte aligned, none overlapping.
 */
export function nearestCenters(
  first: i32,
  last: i32,
  rows: usize,
  stride: i32,
  k: i32,
  centers: usize,
  shifted: usize,
  order: usize,
  labels: usize,
  squares: usize,
  list: usize,
): void {
  const bytes = (<usize>stride) << 2;
  const listed = (k + 3) & ~3;
  for (let from = first; from < last; from += TILE) {
    const size = min(TILE, last - from);
    for (let place = 0; place < size; place++) store<i32>(list + ((<usize>place) << 2), from + place);
    measureTile(rows, stride, list, size, k, shifted, order, listed, list + 32);
    for (let place = 0; place < size; place++) {
      const i = <usize>(from + place);
      const row = rows + i * bytes;
      const nearest = nearestInTile(place, row, stride, k, centers, order, listed);
      store<i32>(labels + (i << 2), nearest);
      store<f64>(squares + (i << 3), centerSquare(row, centers + <usize>nearest * bytes, stride));
    }
  }
}
