import { squaredTile } from "../knn/squared-tile";

/**
 * Distances of the points of the panels `first` .. `last` to all points: rows of a matrix.
 *
 * panels:    points four by four: coordinate j of point 4p + l is float (p * cols + j) * 4 + l; `count` panels.
 * points:    how many of them are no padding.
 * distances: f32, 4 count from row to row; Infinity on the diagonal and in the padding. Rows of padding are not written.
 * tile:      scratch of 64 bytes, of this call alone.
 * All arrays 16-byte aligned, none overlapping.
 */
export function pairDistances(
  panels: usize,
  cols: i32,
  count: i32,
  points: i32,
  distances: usize,
  tile: usize,
  first: i32,
  last: i32,
): void {
  const panelBytes = (<usize>cols) << 4;
  const rowBytes = (<usize>count) << 4;
  for (let q = first; q < last; q++) {
    for (let p = 0; p < count; p++) {
      squaredTile(panels + <usize>q * panelBytes, panels + <usize>p * panelBytes, cols, tile);
      for (let i = 0; i < 4; i++) {
        const row = (q << 2) + i;
        if (row >= points) break;
        const at = distances + <usize>row * rowBytes + ((<usize>p) << 4);
        v128.store(at, f32x4.sqrt(v128.load(tile + ((<usize>i) << 4))));
      }
    }
    for (let row = q << 2; row < min((q + 1) << 2, points); row++) {
      const at = distances + <usize>row * rowBytes;
      store<f32>(at + ((<usize>row) << 2), Infinity);
      for (let padding = points; padding < count << 2; padding++) store<f32>(at + ((<usize>padding) << 2), Infinity);
    }
  }
}
