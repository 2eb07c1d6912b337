import { squaredTile } from "../knn/squared-tile";

/**
 * For each point of the panels `first` .. `last` its mean distance to the other points of its group, and the smallest
 * of its mean distances to the points of another group.
 *
 * panels:  points four by four: coordinate j of point 4p + l is float (p * cols + j) * 4 + l.
 * weights: f64, one a point, 0 for padding.
 * starts:  i32: group g consists of the panels `starts[g]` .. `starts[g + 1]`; `groups` groups. None is empty.
 * sizes:   f64: weight of each group.
 * own:     the group of the points asked for.
 * half:    0 for the distance, 1 for half its square.
 * within, between: f64, one a point, entries of the panels asked for are written; `within` is a sum divided by the
 *          group's weight less 1, or 0 where that is not positive.
 * tile:    scratch of 128 bytes, not shared with another thread.
 * All arrays 16-byte aligned, none overlapping.
 */
export function groupMeans(
  panels: usize,
  cols: i32,
  weights: usize,
  starts: usize,
  groups: i32,
  sizes: usize,
  own: i32,
  first: i32,
  last: i32,
  half: i32,
  within: usize,
  between: usize,
  tile: usize,
): void {
  const size = (<usize>cols) << 4;
  const sums = tile + 64;
  for (let q = first; q < last; q++) {
    for (let l = 0; l < 4; l++) store<f64>(between + ((<usize>((q << 2) + l)) << 3), Infinity);
    for (let group = 0; group < groups; group++) {
      const end = load<i32>(starts + ((<usize>(group + 1)) << 2));
      for (let l: usize = 0; l < 64; l += 16) v128.store(sums + l, f64x2.splat(0));
      for (let p = load<i32>(starts + ((<usize>group) << 2)); p < end; p++) {
        squaredTile(panels + <usize>q * size, panels + <usize>p * size, cols, tile);
        const low = v128.load(weights + ((<usize>p) << 5));
        const high = v128.load(weights + ((<usize>p) << 5), 16);
        for (let l: usize = 0; l < 64; l += 16) add(tile + l, sums + l, low, high, half);
      }
      const weight = load<f64>(sizes + ((<usize>group) << 3));
      for (let l = 0; l < 4; l++) {
        const sum = load<f64>(sums + ((<usize>l) << 4)) + load<f64>(sums + ((<usize>l) << 4), 8);
        const at = (<usize>((q << 2) + l)) << 3;
        if (group === own) store<f64>(within + at, weight > 1 ? sum / (weight - 1) : 0);
        else store<f64>(between + at, min(load<f64>(between + at), sum / weight));
      }
    }
  }
}

function add(squared: usize, sum: usize, low: v128, high: v128, half: i32): void {
  const squares = v128.load(squared);
  const distances = half !== 0 ? f32x4.mul(squares, f32x4.splat(0.5)) : f32x4.sqrt(squares);
  const upper = i8x16.shuffle(distances, distances, 8, 9, 10, 11, 12, 13, 14, 15, 8, 9, 10, 11, 12, 13, 14, 15);
  const left = f64x2.mul(low, f64x2.promote_low_f32x4(distances));
  const right = f64x2.mul(high, f64x2.promote_low_f32x4(upper));
  v128.store(sum, f64x2.add(v128.load(sum), f64x2.add(left, right)));
}
