/*
 * Which points have enough weight within eps (DBSCAN's core points): a dual-tree search that ends for a leaf as soon as
 * all of its points have.
 *
 *   for each leaf of queries: search from the root, passing over boxes farther than eps
 *     scan   at a leaf: its panels are measured from four queries at a time, unless all four have enough
 *
 * Module variables, one set a thread: epsCores writes them; `count, start, leaf` for each leaf.
 */
import { address, field, leafStart, middleOf, pointAt } from "../kd/kd-fields";
import { boxGap, distances4 } from "../kd/kd-search";
import { COLS, COUNT, DEPTH, PANEL_COUNT, PANELS, WEIGHTS } from "../kd/kd-table";
import { farthest, rowAt, setEps, withinEps } from "./within-eps";

let enough: f64 = 0;
let unit: bool = false;
let leaf: i32 = 0;
let start: i32 = 0;
let count: i32 = 0;
let out: usize = 0;
let held: usize = 0;

/**
 * For the positions of leaves `first` .. `last`: writes to `parents` the position itself where the weight within eps,
 * the point's own included, is at least `minWeight`, else -1.
 *
 * square:  eps squared, in the tree's scale. weighted: 0 where every weight is 1.
 * parents: i32 by position.
 * scratch: 128 bytes, and 8 for each point of a leaf; of this call alone.
 */
export function epsCores(
  tree: usize,
  square: f64,
  minWeight: f64,
  weighted: i32,
  parents: usize,
  scratch: usize,
  first: i32,
  last: i32,
): void {
  setEps(tree, square);
  enough = minWeight;
  unit = weighted === 0;
  out = scratch;
  held = scratch + 128;
  for (let at = first; at < last; at++) {
    leaf = (1 << field(tree, DEPTH)) - 1 + at;
    start = leafStart(tree, at) << 2;
    count = min(leafStart(tree, at + 1) << 2, field(tree, COUNT)) - start;
    for (let i = 0; i < count; i++) store<f64>(held + ((<usize>i) << 3), 0);
    search(tree, 0, 0, field(tree, PANEL_COUNT), field(tree, DEPTH));
    for (let i = 0; i < count; i++) {
      const isCore = load<f64>(held + ((<usize>i) << 3)) >= enough;
      store<i32>(parents + ((<usize>(start + i)) << 2), isCore ? start + i : -1);
    }
  }
}

function search(tree: usize, node: i32, first: i32, end: i32, height: i32): void {
  if (boxGap(tree, leaf, node) > farthest || allHave(0, count)) return;
  if (height === 0) {
    scan(tree, first, end);
    return;
  }
  const middle = middleOf(first, end);
  search(tree, 2 * node + 1, first, middle, height - 1);
  search(tree, 2 * node + 2, middle, end, height - 1);
}

function allHave(from: i32, to: i32): bool {
  for (let i = from; i < to; i++) if (!(load<f64>(held + ((<usize>i) << 3)) >= enough)) return false;
  return true;
}

function scan(tree: usize, first: i32, end: i32): void {
  const cols = field(tree, COLS);
  const panelBytes = (<usize>cols) << 4;
  for (let q = 0; q < count; q += 4) {
    const here = min(4, count - q);
    if (allHave(q, q + here)) continue;
    const q0 = rowAt(tree, start + q);
    const q1 = rowAt(tree, start + q + min(1, here - 1));
    const q2 = rowAt(tree, start + q + min(2, here - 1));
    const q3 = rowAt(tree, start + q + here - 1);
    for (let panel = first; panel < end; panel += 2) {
      distances4(q0, q1, q2, q3, address(tree, PANELS) + <usize>panel * panelBytes, cols, out);
      for (let i = 0; i < here; i++) {
        const at = out + ((<usize>i) << 4);
        const position = start + q + i;
        const near = weightOf(tree, withinEps(tree, v128.load(at), position, panel), panel);
        const next = weightOf(tree, withinEps(tree, v128.load(at, 64), position, panel + 1), panel + 1);
        const sum = held + ((<usize>(q + i)) << 3);
        store<f64>(sum, load<f64>(sum) + near + next);
      }
    }
  }
}

/** The weight of the points of a panel whose bit is set. */
function weightOf(tree: usize, bits: i32, panel: i32): f64 {
  if (unit) return <f64>popcnt(bits);
  let sum: f64 = 0;
  while (bits !== 0) {
    const position = (panel << 2) + ctz(bits);
    bits &= bits - 1;
    sum += load<f64>(address(tree, WEIGHTS) + ((<usize>pointAt(tree, position)) << 3));
  }
  return sum;
}
