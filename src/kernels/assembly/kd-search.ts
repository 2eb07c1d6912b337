import { address, BOXES, STRIDE } from "./kd-fields";

/** Bounds are lowered by this much, since they are summed in another order than distances are. */
const CAUTION: f32 = 0.99999;

/** A lower bound on the squared distance from the row at `query` to every point of a node. */
export function boxDistance(tree: usize, query: usize, node: i32): f32 {
  const bytes = address(tree, STRIDE) << 2;
  const low = address(tree, BOXES) + <usize>node * bytes * 2;
  let sums = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const q = v128.load(query + at);
    const under = f32x4.sub(v128.load(low + at), q);
    const over = f32x4.sub(q, v128.load(low + bytes + at));
    const gap = f32x4.max(f32x4.max(under, over), f32x4.splat(0));
    sums = f32x4.add(sums, f32x4.mul(gap, gap));
  }
  const pairs = f32x4.add(sums, v128.shuffle<f32>(sums, sums, 2, 3, 0, 1));
  return (f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1)) * CAUTION;
}

/** Squared distances from the row at `query` to the four points of a panel, summed in the order of columns. */
export function panelDistances(query: usize, panel: usize, cols: i32): v128 {
  let sums = f32x4.splat(0);
  for (let j = 0; j < cols; j++) {
    const difference = f32x4.sub(v128.load32_splat(query + ((<usize>j) << 2)), v128.load(panel + ((<usize>j) << 4)));
    sums = f32x4.add(sums, f32x4.mul(difference, difference));
  }
  return sums;
}

export function lane(values: v128, index: i32): f32 {
  if (index < 2) return index === 0 ? f32x4.extract_lane(values, 0) : f32x4.extract_lane(values, 1);
  return index === 2 ? f32x4.extract_lane(values, 2) : f32x4.extract_lane(values, 3);
}
