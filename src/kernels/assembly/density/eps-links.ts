/*
 * Joins core points within eps of each other: union-find without locks, several threads at a time.
 *
 *   for each leaf with core points: search from the root, passing over boxes farther than eps, over what comes before
 *   the leaf, and over nodes whose core points are all in the leaf's own component
 *     link   at a leaf: unite all pairs within eps
 *     settle what is now known to lie in one component is remembered by node
 *
 * A root is the smallest position of its component, so the outcome does not depend on the order of unions.
 *
 * Module variables, one set a thread: epsLinks writes them; `count, start, leaf, own` for each leaf.
 */
import { address, field, leafStart, middleOf } from "../kd/kd-fields";
import { boxGap, distances4 } from "../kd/kd-search";
import { COLS, COUNT, DEPTH, PANEL_COUNT, PANELS } from "../kd/kd-table";
import { farthest, rowAt, setEps, withinEps } from "./within-eps";

/** Of a node: nothing is known; there is no core point below. Else a core point of the only component below. */
const UNKNOWN = -1;
const NO_CORE = -2;

let links: usize = 0;
let roots: usize = 0;
let leaf: i32 = 0;
let start: i32 = 0;
let count: i32 = 0;
let own: i32 = 0;
let out: usize = 0;

/**
 * For the core points of leaves `first` .. `last`: unites them with all core points within eps at the same or later
 * leaves.
 *
 * square:  eps squared, in the tree's scale.
 * parents: i32 by position, as `epsCores` writes them, -1 in the padding; changed by all threads.
 * nodes:   i32 by node, -1 before the first call; changed by all threads.
 * scratch: 128 bytes of this call alone.
 */
export function epsLinks(
  tree: usize,
  square: f64,
  parents: usize,
  nodes: usize,
  scratch: usize,
  first: i32,
  last: i32,
): void {
  setEps(tree, square);
  links = parents;
  roots = nodes;
  out = scratch;
  for (let at = first; at < last; at++) {
    leaf = (1 << field(tree, DEPTH)) - 1 + at;
    start = leafStart(tree, at) << 2;
    count = min(leafStart(tree, at + 1) << 2, field(tree, COUNT)) - start;
    own = componentOf(start, start + count);
    if (own === NO_CORE) continue;
    search(tree, 0, 0, field(tree, PANEL_COUNT), field(tree, DEPTH));
  }
}

function search(tree: usize, node: i32, first: i32, end: i32, height: i32): void {
  if (end << 2 <= start) return;
  const known = atomic.load<i32>(roots + ((<usize>node) << 2));
  if (known === NO_CORE || (known >= 0 && own >= 0 && find(known) === find(own))) return;
  if (boxGap(tree, leaf, node) > farthest) return;
  if (height === 0) {
    link(tree, first, end);
    own = componentOf(start, start + count);
    settle(node, componentOf(first << 2, min(end << 2, field(tree, COUNT))));
    return;
  }
  const middle = middleOf(first, end);
  search(tree, 2 * node + 1, first, middle, height - 1);
  search(tree, 2 * node + 2, middle, end, height - 1);
  const left = atomic.load<i32>(roots + ((<usize>(2 * node + 1)) << 2));
  const right = atomic.load<i32>(roots + ((<usize>(2 * node + 2)) << 2));
  if (left === NO_CORE) settle(node, right);
  else if (right === NO_CORE) settle(node, left);
  else if (left >= 0 && right >= 0 && find(left) === find(right)) settle(node, left);
}

function settle(node: i32, component: i32): void {
  if (component !== UNKNOWN) atomic.store<i32>(roots + ((<usize>node) << 2), component);
}

/** A core point of the only component among positions, if they lie in one. */
function componentOf(from: i32, to: i32): i32 {
  let root = NO_CORE;
  for (let position = from; position < to; position++) {
    if (atomic.load<i32>(links + ((<usize>position) << 2)) < 0) continue;
    const found = find(position);
    if (root === NO_CORE) root = found;
    else if (root !== found) return UNKNOWN;
  }
  return root;
}

function link(tree: usize, first: i32, end: i32): void {
  const cols = field(tree, COLS);
  const panelBytes = (<usize>cols) << 4;
  for (let q = 0; q < count; q += 4) {
    const here = min(4, count - q);
    const q0 = rowAt(tree, start + q);
    const q1 = rowAt(tree, start + q + min(1, here - 1));
    const q2 = rowAt(tree, start + q + min(2, here - 1));
    const q3 = rowAt(tree, start + q + here - 1);
    for (let panel = first; panel < end; panel += 2) {
      const cores = coresOf(panel);
      const nextCores = coresOf(panel + 1);
      if ((cores | nextCores) === 0) continue;
      distances4(q0, q1, q2, q3, address(tree, PANELS) + <usize>panel * panelBytes, cols, out);
      for (let i = 0; i < here; i++) {
        const position = start + q + i;
        if (load<i32>(links + ((<usize>position) << 2)) < 0) continue;
        const at = out + ((<usize>i) << 4);
        uniteAll(position, panel, withinEps(tree, v128.load(at), position, panel) & cores);
        uniteAll(position, panel + 1, withinEps(tree, v128.load(at, 64), position, panel + 1) & nextCores);
      }
    }
  }
}

/** One bit for each core point of a panel. */
function coresOf(panel: i32): i32 {
  return ~i32x4.bitmask(v128.load(links + ((<usize>panel) << 4))) & 15;
}

function uniteAll(position: i32, panel: i32, bits: i32): void {
  while (bits !== 0) {
    unite(position, (panel << 2) + ctz(bits));
    bits &= bits - 1;
  }
}

function unite(a: i32, b: i32): void {
  for (;;) {
    const left = find(a);
    const right = find(b);
    if (left === right) return;
    const low = min(left, right);
    const high = max(left, right);
    if (atomic.cmpxchg<i32>(links + ((<usize>high) << 2), high, low) === high) return;
  }
}

/** The root of a core point; parents on the way are replaced by their own. */
function find(position: i32): i32 {
  let parent = parentOf(position);
  while (parent !== position) {
    const next = parentOf(parent);
    if (next !== parent) atomic.cmpxchg<i32>(links + ((<usize>position) << 2), parent, next);
    position = next;
    parent = parentOf(position);
  }
  return position;
}

function parentOf(position: i32): i32 {
  return atomic.load<i32>(links + ((<usize>position) << 2));
}
