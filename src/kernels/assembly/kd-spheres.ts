import { address, BOX_ROWS, BOX_STRIDE, CENTERS, field, pointAt, RADII, SKETCH_PANELS } from "./kd-fields";

/** Distances are lowered, and radii raised, by this share for rounding. */
const CAUTION: f32 = 1e-5;

/**
 * Fills the sphere about the box coordinates of positions [first, end) of a leaf, leaves being counted from 0: their mean,
 * and a radius that holds them. `slack`: what rounding may have moved a coordinate by.
 */
export function fillSphere(tree: usize, leaf: i32, first: i32, end: i32, slack: f32): void {
  const bytes = address(tree, BOX_STRIDE) << 2;
  const rows = address(tree, BOX_ROWS);
  const center = address(tree, CENTERS) + <usize>leaf * bytes;
  const share = f32x4.splat(<f32>1 / <f32>(end - first));
  for (let at: usize = 0; at < bytes; at += 16) {
    let sum = f32x4.splat(0);
    for (let position = first; position < end; position++) {
      sum = f32x4.add(sum, v128.load(rows + <usize>pointAt(tree, position) * bytes + at));
    }
    v128.store(center + at, f32x4.mul(sum, share));
  }
  let square: f32 = 0;
  for (let position = first; position < end; position++) {
    square = max(square, squareBetween(center, rows + <usize>pointAt(tree, position) * bytes, bytes));
  }
  const rounding = slack * 2 * Mathf.sqrt(<f32>field(tree, BOX_STRIDE)); // of the leaf's points, and of a query
  store<f32>(address(tree, RADII) + ((<usize>leaf) << 2), Mathf.sqrt(square) * (1 + CAUTION) + rounding);
}

function squareBetween(a: usize, b: usize, bytes: usize): f32 {
  let sums = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const gap = f32x4.sub(v128.load(a + at), v128.load(b + at));
    sums = f32x4.add(sums, f32x4.mul(gap, gap));
  }
  const pairs = f32x4.add(sums, v128.shuffle<f32>(sums, sums, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}

/**
 * Whether a leaf may hold a point within the squared distances at `bounds` of the queries of a panel, a float each.
 */
export function sphereWithin(tree: usize, panel: i32, leaf: i32, bounds: usize): bool {
  const bytes = address(tree, BOX_STRIDE) << 2;
  const center = address(tree, CENTERS) + <usize>leaf * bytes;
  let column = address(tree, SKETCH_PANELS) + ((<usize>panel * bytes) << 2);
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 8, column += 32) {
    const first = f32x4.sub(v128.load(column), v128.load32_splat(center + at));
    even = f32x4.add(even, f32x4.mul(first, first));
    const second = f32x4.sub(v128.load(column, 16), v128.load32_splat(center + at, 4));
    odd = f32x4.add(odd, f32x4.mul(second, second));
  }
  const distances = f32x4.mul(f32x4.sqrt(f32x4.add(even, odd)), f32x4.splat(1 - CAUTION));
  const radius = v128.load32_splat(address(tree, RADII) + ((<usize>leaf) << 2));
  const reaches = f32x4.mul(f32x4.sqrt(v128.load(bounds)), f32x4.splat(1 + 2 * CAUTION));
  return v128.any_true(f32x4.le(distances, f32x4.add(reaches, radius)));
}
