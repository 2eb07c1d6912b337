import { address, field } from "./kd-fields";
import { BOX_ROWS, BOX_STRIDE, COLS, POINT_ROWS, STRIDE } from "./kd-table";

/**
 * Coordinates of points `first` .. `last` on orthonormal axes, about `mean`, into their box rows. Distances between
 * them are no larger than between the points, but for rounding: see `kdBoxSlack`.
 *
 * mean: f32, one a column of the points.
 * axes: f32, `BOX_STRIDE` a column: entry j * BOX_STRIDE + a is coordinate j of axis a. 16-byte aligned.
 */
export function kdSketch(tree: usize, mean: usize, axes: usize, first: i32, last: i32): void {
  const bytes = address(tree, STRIDE) << 2;
  const boxBytes = address(tree, BOX_STRIDE) << 2;
  const end = (<usize>field(tree, COLS)) << 2;
  for (let point = first; point < last; point++) {
    const row = address(tree, POINT_ROWS) + <usize>point * bytes;
    const out = address(tree, BOX_ROWS) + <usize>point * boxBytes;
    let group: usize = 0;
    for (; group + 64 <= boxBytes; group += 64) fourGroups(row, mean, axes + group, end, boxBytes, out + group);
    for (; group < boxBytes; group += 16) oneGroup(row, mean, axes + group, end, boxBytes, out + group);
  }
}

/** Coordinates on sixteen axes. */
function fourGroups(row: usize, mean: usize, axis: usize, end: usize, boxBytes: usize, out: usize): void {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  for (let at: usize = 0; at < end; at += 4, axis += boxBytes) {
    const value = f32x4.splat(load<f32>(row + at) - load<f32>(mean + at));
    s0 = f32x4.add(s0, f32x4.mul(value, v128.load(axis)));
    s1 = f32x4.add(s1, f32x4.mul(value, v128.load(axis, 16)));
    s2 = f32x4.add(s2, f32x4.mul(value, v128.load(axis, 32)));
    s3 = f32x4.add(s3, f32x4.mul(value, v128.load(axis, 48)));
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
  v128.store(out, s2, 32);
  v128.store(out, s3, 48);
}

/** Coordinates on four axes. */
function oneGroup(row: usize, mean: usize, axis: usize, end: usize, boxBytes: usize, out: usize): void {
  let sums = f32x4.splat(0);
  for (let at: usize = 0; at < end; at += 4, axis += boxBytes) {
    const value = load<f32>(row + at) - load<f32>(mean + at);
    sums = f32x4.add(sums, f32x4.mul(f32x4.splat(value), v128.load(axis)));
  }
  v128.store(out, sums);
}
