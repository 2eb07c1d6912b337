import { address, field } from "../kd/kd-fields";
import { COLS, ROWS, STRIDE } from "../kd/kd-table";

/**
 * Which pairs of points of a k-d tree are at most eps apart. Single precision decides where it can, double precision
 * decides the rest. Used by other kernels; not exported from the module.
 *
 * Module variables: `setEps` writes them once a call.
 */
let eps2: f64 = 0;
let certain: v128 = f32x4.splat(0);
let possible: v128 = f32x4.splat(0);
/** A squared distance in single precision beyond which nothing is within eps. */
export let farthest: f32 = 0;

/** @param square eps squared, in the tree's scale. */
export function setEps(tree: usize, square: f64): void {
  const cols = <f64>field(tree, COLS);
  const error = (cols + 8) * 1.1920928955078125e-7; // 2^-23
  const lost = cols * 1e-43;
  eps2 = square;
  certain = f32x4.splat(<f32>(square * (1 - error) - lost));
  farthest = <f32>(square * (1 + error) + lost);
  possible = f32x4.splat(farthest);
}

/** One bit for each point of a panel: whether it is within eps of the point at `position`, `squares` away. */
export function withinEps(tree: usize, squares: v128, position: i32, panel: i32): i32 {
  const near = i32x4.bitmask(f32x4.le(squares, certain));
  let open = i32x4.bitmask(f32x4.le(squares, possible)) & ~near;
  let found = near;
  while (open !== 0) {
    const lane = ctz(open);
    open &= open - 1;
    if (exactSquare(tree, position, (panel << 2) + lane) <= eps2) found |= 1 << lane;
  }
  return found;
}

/** The squared distance of the points at two positions, in double precision, summed in the order of columns. */
export function exactSquare(tree: usize, a: i32, b: i32): f64 {
  const bytes = address(tree, STRIDE) << 2;
  const left = address(tree, ROWS) + <usize>a * bytes;
  const right = address(tree, ROWS) + <usize>b * bytes;
  let sum: f64 = 0;
  for (let at: usize = 0; at < bytes; at += 4) {
    const difference = <f64>load<f32>(left + at) - <f64>load<f32>(right + at);
    sum += difference * difference;
  }
  return sum;
}

/** The row of the point at a position. */
export function rowAt(tree: usize, position: i32): usize {
  return address(tree, ROWS) + ((<usize>position * address(tree, STRIDE)) << 2);
}
