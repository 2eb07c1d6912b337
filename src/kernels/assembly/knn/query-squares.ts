import { address, field } from "../kd/kd-fields";
import { COLS, DEPTH, PANEL_COUNT, PANELS } from "../kd/kd-table";

// Squared distances from one query to the points of a tree, of a block of them at a time: the points below a node that
// is `blockHeight` levels above the leaves. Every thread has an instance of its own.
let query: usize = 0;
/** By position; those of a block are there once the block is marked. */
export let squares: usize = 0;
let marks: usize = 0;
let mark: i32 = 0;
/** The more columns, the less a box excludes, and the larger a block. */
export let blockHeight: i32 = 0;

/**
 * Lays out what is kept at `scratch`, with no block marked, and returns the end of it, a multiple of 8 as `scratch` is.
 */
export function layOutSquares(tree: usize, scratch: usize): usize {
  blockHeight = min(field(tree, DEPTH), field(tree, COLS) > 32 ? 2 : field(tree, COLS) > 8 ? 1 : 0);
  const bytes: usize = max<usize>(8, (<usize>4) << field(tree, DEPTH));
  squares = scratch;
  marks = squares + ((<usize>field(tree, PANEL_COUNT)) << 4) + 32;
  mark = 0;
  memory.fill(marks, 0, bytes);
  return marks + bytes;
}

/** Starts with the query whose row is at `row`. */
export function startSquares(row: usize): void {
  query = row;
  mark += 1;
}

/** That of a position, of a block that was measured. */
export function squareAt(position: i32): f32 {
  return load<f32>(squares + ((<usize>position) << 2));
}

/** Measures the points of a block of panels [first, end), once a query. */
export function measure(tree: usize, node: i32, first: i32, end: i32): void {
  const seen = marks + ((<usize>(node + 1 - (1 << (field(tree, DEPTH) - blockHeight)))) << 2);
  if (load<i32>(seen) === mark) return;
  store<i32>(seen, mark);
  const cols = field(tree, COLS);
  const bytes = (<usize>cols) << 4;
  for (let panel = first; panel < end; ) {
    const from = address(tree, PANELS) + <usize>panel * bytes;
    const to = squares + ((<usize>panel) << 4);
    if (end - panel > 2) fourPanels(from, bytes, to);
    else if (end - panel === 2) twoPanels(from, bytes, to);
    else onePanel(from, bytes, to);
    panel += end - panel > 2 ? 4 : 2;
  }
}

/** Of three panels the fourth belongs to the next block, and is measured rightly too; past the last there is room. */
function fourPanels(panel: usize, bytes: usize, to: usize): void {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let s2 = f32x4.splat(0);
  let s3 = f32x4.splat(0);
  const second = panel + bytes;
  const third = second + bytes;
  const fourth = third + bytes;
  let q = query;
  for (let at: usize = 0; at < bytes; at += 16, q += 4) {
    const x = v128.load32_splat(q);
    const x0 = f32x4.sub(x, v128.load(panel + at));
    const x1 = f32x4.sub(x, v128.load(second + at));
    const x2 = f32x4.sub(x, v128.load(third + at));
    const x3 = f32x4.sub(x, v128.load(fourth + at));
    s0 = f32x4.add(s0, f32x4.mul(x0, x0));
    s1 = f32x4.add(s1, f32x4.mul(x1, x1));
    s2 = f32x4.add(s2, f32x4.mul(x2, x2));
    s3 = f32x4.add(s3, f32x4.mul(x3, x3));
  }
  v128.store(to, s0);
  v128.store(to, s1, 16);
  v128.store(to, s2, 32);
  v128.store(to, s3, 48);
}

function twoPanels(panel: usize, bytes: usize, to: usize): void {
  let s0 = f32x4.splat(0);
  let s1 = f32x4.splat(0);
  let q = query;
  for (let at: usize = 0; at < bytes; at += 16, q += 4) {
    const x = v128.load32_splat(q);
    const x0 = f32x4.sub(x, v128.load(panel + at));
    const x1 = f32x4.sub(x, v128.load(panel + bytes + at));
    s0 = f32x4.add(s0, f32x4.mul(x0, x0));
    s1 = f32x4.add(s1, f32x4.mul(x1, x1));
  }
  v128.store(to, s0);
  v128.store(to, s1, 16);
}

function onePanel(panel: usize, bytes: usize, to: usize): void {
  let sum = f32x4.splat(0);
  let q = query;
  for (let at: usize = 0; at < bytes; at += 16, q += 4) {
    const x = f32x4.sub(v128.load32_splat(q), v128.load(panel + at));
    sum = f32x4.add(sum, f32x4.mul(x, x));
  }
  v128.store(to, sum);
}
