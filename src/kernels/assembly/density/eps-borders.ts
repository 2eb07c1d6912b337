import { address, field, leafStart, middleOf, pointAt } from "../kd/kd-fields";
import { boxDistance, distances4 } from "../kd/kd-search";
import { COLS, COUNT, DEPTH, PANEL_COUNT, PANELS } from "../kd/kd-table";
import { exactSquare, farthest, rowAt, setEps, withinEps } from "./within-eps";

// One set a thread: epsBorders writes them; `position, nearest, least` for each query.
let cores: usize = 0;
let out: usize = 0;
let position: i32 = 0;
let nearest: i32 = -1;
let least: f64 = Infinity;

/**
 * For the positions of leaves `first` .. `last` that are not core points: the nearest core point within eps by
 * (distance, point), -1 where there is none.
 *
 * square:  eps squared, in the tree's scale.
 * parents: i32 by position: -1 where the point is no core point, and in the padding.
 * borders: i32 by position, written for those that are none: a position.
 * scratch: 128 bytes of this call alone.
 */
export function epsBorders(
  tree: usize,
  square: f64,
  parents: usize,
  borders: usize,
  scratch: usize,
  first: i32,
  last: i32,
): void {
  setEps(tree, square);
  cores = parents;
  out = scratch;
  for (let at = first; at < last; at++) {
    const end = min(leafStart(tree, at + 1) << 2, field(tree, COUNT));
    for (position = leafStart(tree, at) << 2; position < end; position++) {
      if (load<i32>(parents + ((<usize>position) << 2)) >= 0) continue;
      nearest = -1;
      least = Infinity;
      search(tree, 0, 0, field(tree, PANEL_COUNT), field(tree, DEPTH));
      store<i32>(borders + ((<usize>position) << 2), nearest);
    }
  }
}

function search(tree: usize, node: i32, first: i32, end: i32, height: i32): void {
  const gap = boxDistance(tree, rowAt(tree, position), node);
  if (gap > farthest || <f64>gap > least) return;
  if (height === 0) {
    for (let panel = first; panel < end; panel += 2) scan(tree, panel);
    return;
  }
  const middle = middleOf(first, end);
  search(tree, 2 * node + 1, first, middle, height - 1);
  search(tree, 2 * node + 2, middle, end, height - 1);
}

function scan(tree: usize, panel: i32): void {
  const here = ~i32x4.bitmask(v128.load(cores + ((<usize>panel) << 4))) & 15;
  const next = ~i32x4.bitmask(v128.load(cores + ((<usize>panel) << 4), 16)) & 15;
  if ((here | next) === 0) return;
  const row = rowAt(tree, position);
  const cols = field(tree, COLS);
  distances4(row, row, row, row, address(tree, PANELS) + ((<usize>panel * <usize>cols) << 4), cols, out);
  offer(tree, panel, withinEps(tree, v128.load(out), position, panel) & here);
  offer(tree, panel + 1, withinEps(tree, v128.load(out, 64), position, panel + 1) & next);
}

function offer(tree: usize, panel: i32, bits: i32): void {
  while (bits !== 0) {
    const other = (panel << 2) + ctz(bits);
    bits &= bits - 1;
    const square = exactSquare(tree, position, other);
    if (square > least || (square === least && pointAt(tree, other) > pointAt(tree, nearest))) continue;
    least = square;
    nearest = other;
  }
}
