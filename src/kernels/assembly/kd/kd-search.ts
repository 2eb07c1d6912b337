import { address, field } from "./kd-fields";
import { BOX_STRIDE, BOXES, COLS } from "./kd-table";

/** Bounds are lowered by this much, and by what a column may add, since distances are sums with rounding. */
const CAUTION: f32 = 0.9999;
const COLUMN_CAUTION: f32 = 6e-8;

/** A lower bound on the squared distance from the row at `query` to every point of a node. */
export function boxDistance(tree: usize, query: usize, node: i32): f32 {
  const bytes = address(tree, BOX_STRIDE) << 2;
  const low = address(tree, BOXES) + <usize>node * bytes * 2;
  let sums = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const q = v128.load(query + at);
    const under = f32x4.sub(v128.load(low + at), q);
    const over = f32x4.sub(q, v128.load(low + bytes + at));
    const gap = f32x4.pmax(f32x4.pmax(under, over), f32x4.splat(0));
    sums = f32x4.add(sums, f32x4.mul(gap, gap));
  }
  return total(sums) * (CAUTION - <f32>field(tree, COLS) * COLUMN_CAUTION);
}

/** A lower bound on the squared distance from every point of one node to every point of another. */
export function boxGap(tree: usize, node: i32, other: i32): f32 {
  const bytes = address(tree, BOX_STRIDE) << 2;
  const a = address(tree, BOXES) + <usize>node * bytes * 2;
  const b = address(tree, BOXES) + <usize>other * bytes * 2;
  let sums = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const under = f32x4.sub(v128.load(b + at), v128.load(a + bytes + at));
    const over = f32x4.sub(v128.load(a + at), v128.load(b + bytes + at));
    const gap = f32x4.pmax(f32x4.pmax(under, over), f32x4.splat(0));
    sums = f32x4.add(sums, f32x4.mul(gap, gap));
  }
  return total(sums) * (CAUTION - <f32>field(tree, COLS) * COLUMN_CAUTION);
}

/**
 * Squared distances from four rows to the points of a panel and the next, summed in the order of columns: 4 floats for
 * each row at `out`, and 64 bytes further for the second panel.
 */
export function distances4(q0: usize, q1: usize, q2: usize, q3: usize, panel: usize, cols: i32, out: usize): void {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  let t0 = f32x4.splat(0);
  let t1 = f32x4.splat(0);
  let t2 = f32x4.splat(0);
  let t3 = f32x4.splat(0);
  const next = (<usize>cols) << 4;
  const end = panel + next;
  for (let at: usize = 0; panel < end; panel += 16, at += 4) {
    const left = v128.load(panel);
    const right = v128.load(panel + next);
    let q = v128.load32_splat(q0 + at);
    let x = f32x4.sub(q, left);
    s0 = f32x4.add(s0, f32x4.mul(x, x));
    x = f32x4.sub(q, right);
    t0 = f32x4.add(t0, f32x4.mul(x, x));
    q = v128.load32_splat(q1 + at);
    x = f32x4.sub(q, left);
    s1 = f32x4.add(s1, f32x4.mul(x, x));
    x = f32x4.sub(q, right);
    t1 = f32x4.add(t1, f32x4.mul(x, x));
    q = v128.load32_splat(q2 + at);
    x = f32x4.sub(q, left);
    s2 = f32x4.add(s2, f32x4.mul(x, x));
    x = f32x4.sub(q, right);
    t2 = f32x4.add(t2, f32x4.mul(x, x));
    q = v128.load32_splat(q3 + at);
    x = f32x4.sub(q, left);
    s3 = f32x4.add(s3, f32x4.mul(x, x));
    x = f32x4.sub(q, right);
    t3 = f32x4.add(t3, f32x4.mul(x, x));
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
  v128.store(out, s2, 32);
  v128.store(out, s3, 48);
  v128.store(out, t0, 64);
  v128.store(out, t1, 80);
  v128.store(out, t2, 96);
  v128.store(out, t3, 112);
}

/**
 * Squared distances from each of four rows to the points of a panel of its own, summed in the order of columns: 4
 * floats for each row at `out`.
 */
export function distancesApart(
  q0: usize,
  q1: usize,
  q2: usize,
  q3: usize,
  p0: usize,
  p1: usize,
  p2: usize,
  p3: usize,
  cols: i32,
  out: usize,
): void {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  const end = q0 + ((<usize>cols) << 2);
  for (let at: usize = 0; q0 < end; q0 += 4, q1 += 4, q2 += 4, q3 += 4, at += 16) {
    const x0 = f32x4.sub(v128.load32_splat(q0), v128.load(p0 + at));
    s0 = f32x4.add(s0, f32x4.mul(x0, x0));
    const x1 = f32x4.sub(v128.load32_splat(q1), v128.load(p1 + at));
    s1 = f32x4.add(s1, f32x4.mul(x1, x1));
    const x2 = f32x4.sub(v128.load32_splat(q2), v128.load(p2 + at));
    s2 = f32x4.add(s2, f32x4.mul(x2, x2));
    const x3 = f32x4.sub(v128.load32_splat(q3), v128.load(p3 + at));
    s3 = f32x4.add(s3, f32x4.mul(x3, x3));
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
  v128.store(out, s2, 32);
  v128.store(out, s3, 48);
}

function total(sums: v128): f32 {
  const pairs = f32x4.add(sums, v128.shuffle<f32>(sums, sums, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}
