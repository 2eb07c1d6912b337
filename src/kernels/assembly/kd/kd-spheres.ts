import { address } from "./kd-fields";
import { columnAt, REACH_RADII } from "./kd-screen";
import { SCREEN } from "./kd-table";
import { CENTERS, COARSE, NORMS, RADII, STEPS } from "./screen-table";

/**
 * Spheres about the integers of a leaf's points (kd-screen.ts), in integers themselves: the integer distance between a
 * query and a point of the leaf is no smaller than that between the query and the center, less the radius.
 */

/** Room for the rounding of 32-bit floats. */
const CAUTION: f32 = 1.00001;
/** Leaves that are looked at together are those below a node this many levels above them. */
export const GROUP_LEVELS = 3;

/** Fills the sphere of a leaf, leaves being counted from 0, from the integers of its positions [first, end). */
export function fillSphere(tree: usize, leaf: i32, first: i32, end: i32): void {
  const form = address(tree, SCREEN) + COARSE;
  const centers = address(tree, SCREEN) + CENTERS;
  const steps = (<usize>load<u32>(form, STEPS)) << 4;
  const center = columnAt(centers, leaf);
  const points = columnAt(form, first);
  const pointsEnd = points + <usize>((end - first + 3) >> 2) * steps;
  const share: f32 = <f32>1 / <f32>(end - first);
  let norm = 0;
  for (let step: usize = 0; step < steps; step += 16) {
    let even = i32x4.splat(0);
    let odd = i32x4.splat(0);
    for (let at = points + step; at < pointsEnd; at += steps) {
      const pairs = v128.load(at);
      even = i32x4.add(even, i32x4.shr_s(i32x4.shl(pairs, 16), 16));
      odd = i32x4.add(odd, i32x4.shr_s(pairs, 16));
    }
    const low = <i32>nearest(<f32>total(even) * share);
    const high = <i32>nearest(<f32>total(odd) * share);
    store<i16>(center + step, <i16>low);
    store<i16>(center + step, <i16>high, 2);
    norm += low * low + high * high;
  }
  store<i32>(<usize>load<u32>(centers, NORMS) + ((<usize>leaf) << 2), norm);
  let square = 0;
  for (let position = first; position < end; position++) {
    square = max(square, squareBetween(form, position, center, steps, norm));
  }
  store<f32>(radiusAt(tree, leaf), Mathf.sqrt(<f32>square));
}

/** The squared integer distance of a position from the center whose first columns are at `center`. */
function squareBetween(form: usize, position: i32, center: usize, steps: usize, norm: i32): i32 {
  const column = columnAt(form, position);
  let product = 0;
  for (let step: usize = 0; step < steps; step += 16) {
    product += <i32>load<i16>(column + step) * <i32>load<i16>(center + step);
    product += <i32>load<i16>(column + step, 2) * <i32>load<i16>(center + step, 2);
  }
  return load<i32>(<usize>load<u32>(form, NORMS) + ((<usize>position) << 2)) + norm - 2 * product;
}

function total(lanes: v128): i32 {
  const pairs = i32x4.add(lanes, v128.shuffle<i32>(lanes, lanes, 2, 3, 0, 1));
  return i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1);
}

function radiusAt(tree: usize, leaf: i32): usize {
  return <usize>load<u32>(address(tree, SCREEN), RADII) + ((<usize>leaf) << 2);
}

/**
 * Which of the leaves `leaf` .. `leaf + 7`, `leaf` a multiple of 8, may hold a point within reach of a query of a
 * panel: a bit each.
 */
export function leavesWithin(tree: usize, panel: i32, reaches: usize, leaf: i32): i32 {
  const form = address(tree, SCREEN) + COARSE;
  const centers = address(tree, SCREEN) + CENTERS;
  const steps = (<usize>load<u32>(form, STEPS)) << 4;
  let query = columnAt(form, panel << 2);
  let left = columnAt(centers, leaf);
  const end = left + steps;
  let s0 = i32x4.splat(0);
  let s1 = i32x4.splat(0);
  let s2 = i32x4.splat(0);
  let s3 = i32x4.splat(0);
  let t0 = i32x4.splat(0);
  let t1 = i32x4.splat(0);
  let t2 = i32x4.splat(0);
  let t3 = i32x4.splat(0);
  for (; left < end; left += 16, query += 16) {
    const x = v128.load(left);
    const y = v128.load(left + steps);
    const p0 = v128.load32_splat(query);
    s0 = i32x4.add(s0, i32x4.dot_i16x8_s(p0, x));
    t0 = i32x4.add(t0, i32x4.dot_i16x8_s(p0, y));
    const p1 = v128.load32_splat(query, 4);
    s1 = i32x4.add(s1, i32x4.dot_i16x8_s(p1, x));
    t1 = i32x4.add(t1, i32x4.dot_i16x8_s(p1, y));
    const p2 = v128.load32_splat(query, 8);
    s2 = i32x4.add(s2, i32x4.dot_i16x8_s(p2, x));
    t2 = i32x4.add(t2, i32x4.dot_i16x8_s(p2, y));
    const p3 = v128.load32_splat(query, 12);
    s3 = i32x4.add(s3, i32x4.dot_i16x8_s(p3, x));
    t3 = i32x4.add(t3, i32x4.dot_i16x8_s(p3, y));
  }
  const own = <usize>load<u32>(form, NORMS) + ((<usize>panel) << 4);
  const norms = <usize>load<u32>(centers, NORMS) + ((<usize>leaf) << 2);
  const radii = radiusAt(tree, leaf);
  const near = within4(s0, s1, s2, s3, own, v128.load(norms), reaches + REACH_RADII, v128.load(radii));
  return near | (within4(t0, t1, t2, t3, own, v128.load(norms, 16), reaches + REACH_RADII, v128.load(radii, 16)) << 4);
}

/** The same for four leaves, from the products of four queries with their centers. */
function within4(s0: v128, s1: v128, s2: v128, s3: v128, own: usize, norms: v128, reaches: usize, radii: v128): i32 {
  const low = v128.or(within(s0, own, norms, reaches, radii), within(s1, own + 4, norms, reaches + 4, radii));
  const high = v128.or(
    within(s2, own + 8, norms, reaches + 8, radii),
    within(s3, own + 12, norms, reaches + 12, radii),
  );
  return i32x4.bitmask(v128.or(low, high));
}

function within(products: v128, own: usize, norms: v128, reach: usize, radii: v128): v128 {
  const squares = i32x4.sub(i32x4.add(v128.load32_splat(own), norms), i32x4.shl(products, 1));
  const radius = f32x4.add(v128.load32_splat(reach), radii);
  return f32x4.le(f32x4.convert_i32x4_s(squares), f32x4.mul(f32x4.mul(radius, radius), f32x4.splat(CAUTION)));
}
