import {
  address,
  BOUND,
  COLS,
  COMPONENT,
  CORE,
  COUNT,
  DEPTH,
  field,
  LENGTH,
  LOWER,
  NODE_COMPONENT,
  NODE_CORE,
  PANEL_COUNT,
  PANELS,
  pointAt,
  ROWS,
  SKIPPED,
  STRIDE,
  TARGET,
} from "./kd-fields";
import { boxDistance, lane, panelDistances } from "./kd-search";

// The search in progress; every thread has an instance of its own.
let own: i32 = 0;
let ownCore: f32 = 0;
let component: i32 = 0;
let query: usize = 0;
let bound: usize = 0;
/** The smallest value that was seen at `bound`: what is worse was passed over. */
let limit: f32 = 0;
let weight: f32 = 0;
let length: f32 = 0;
let target: i32 = -1;

/** Fills the smallest core distances of nodes; once, when core distances are known. */
export function kdNodeCores(tree: usize): void {
  const leaves = 1 << field(tree, DEPTH);
  fillLeafCores(tree, 0, 0, field(tree, PANEL_COUNT), field(tree, DEPTH));
  const cores = address(tree, NODE_CORE);
  for (let node = leaves - 2; node >= 0; node--) {
    const left = cores + ((<usize>(2 * node + 1)) << 2);
    store<f32>(cores + ((<usize>node) << 2), min(load<f32>(left), load<f32>(left + 4)));
  }
}

function fillLeafCores(tree: usize, node: i32, first: i32, end: i32, height: i32): void {
  if (height > 0) {
    const middle = (first + end) >> 1;
    fillLeafCores(tree, 2 * node + 1, first, middle, height - 1);
    fillLeafCores(tree, 2 * node + 2, middle, end, height - 1);
    return;
  }
  let smallest: f32 = Infinity;
  for (let position = first << 2; position < min(end << 2, field(tree, COUNT)); position++) {
    smallest = min(smallest, load<f32>(address(tree, CORE) + ((<usize>position) << 2)));
  }
  store<f32>(address(tree, NODE_CORE) + ((<usize>node) << 2), smallest);
}

/**
 * For positions `first` .. `last` that may hold the best edge out of their component, finds the best edge out of it:
 * smallest in the order of (mutual reachability, distance, point). Bounds are shared between threads without locks: a
 * stale one costs time and changes nothing, since only what is strictly worse is passed over.
 */
export function kdOutgoing(tree: usize, first: i32, last: i32): void {
  const skipped = field(tree, SKIPPED);
  const lowers = address(tree, LOWER);
  for (own = first; own < last; own++) {
    const at = (<usize>own) << 2;
    component = load<i32>(address(tree, COMPONENT) + at);
    if (component === skipped || load<i32>(address(tree, TARGET) + at) >= 0) continue;
    bound = address(tree, BOUND) + ((<usize>component) << 2);
    limit = load<f32>(bound);
    if (load<f32>(lowers + at) > limit) continue;
    ownCore = load<f32>(address(tree, CORE) + at);
    query = address(tree, ROWS) + <usize>own * (address(tree, STRIDE) << 2);
    weight = Infinity;
    length = Infinity;
    target = -1;
    search(tree, 0, 0, field(tree, PANEL_COUNT), field(tree, DEPTH));
    const certain = target >= 0 && weight <= limit; // else there may be better ones beyond the limit
    store<i32>(address(tree, TARGET) + at, certain ? target : -1);
    store<f32>(address(tree, LENGTH) + at, length);
    store<f32>(lowers + at, certain ? weight : max(load<f32>(lowers + at), limit));
  }
}

function search(tree: usize, node: i32, first: i32, end: i32, height: i32): void {
  if (height === 0) {
    scan(tree, first, end);
    return;
  }
  const left = boxDistance(tree, query, 2 * node + 1);
  const right = boxDistance(tree, query, 2 * node + 2);
  const middle = (first + end) >> 1;
  if (left <= right) {
    if (promising(tree, 2 * node + 1, left)) search(tree, 2 * node + 1, first, middle, height - 1);
    if (promising(tree, 2 * node + 2, right)) search(tree, 2 * node + 2, middle, end, height - 1);
  } else {
    if (promising(tree, 2 * node + 2, right)) search(tree, 2 * node + 2, middle, end, height - 1);
    if (promising(tree, 2 * node + 1, left)) search(tree, 2 * node + 1, first, middle, height - 1);
  }
}

/** Whether a node at this distance may hold a better edge. */
function promising(tree: usize, node: i32, distance: f32): bool {
  if (load<i32>(address(tree, NODE_COMPONENT) + ((<usize>node) << 2)) === component) return false;
  const least = max(max(ownCore, distance), load<f32>(address(tree, NODE_CORE) + ((<usize>node) << 2)));
  limit = min(limit, load<f32>(bound));
  return least <= limit && (least < weight || (least === weight && distance <= length));
}

function scan(tree: usize, first: i32, end: i32): void {
  const cols = field(tree, COLS);
  const mine = f32x4.splat(ownCore);
  const inside = i32x4.splat(component);
  for (let p = first; p < end; p++) {
    const others = i32x4.ne(v128.load(address(tree, COMPONENT) + ((<usize>p) << 4)), inside);
    if (!v128.any_true(others)) continue;
    const distances = panelDistances(query, address(tree, PANELS) + ((<usize>p * cols) << 4), cols);
    const weights = f32x4.max(f32x4.max(mine, v128.load(address(tree, CORE) + ((<usize>p) << 4))), distances);
    let lanes = i32x4.bitmask(v128.and(others, f32x4.le(weights, f32x4.splat(min(weight, limit)))));
    while (lanes !== 0) {
      const at = ctz(lanes);
      lanes &= lanes - 1;
      offer(tree, (p << 2) + at, lane(weights, at), lane(distances, at));
    }
  }
}

function offer(tree: usize, position: i32, newWeight: f32, newLength: f32): void {
  if (position >= field(tree, COUNT) || newWeight > weight) return;
  if (newWeight === weight) {
    if (newLength > length) return;
    if (newLength === length && pointAt(tree, position) > pointAt(tree, target)) return;
  }
  weight = newWeight;
  length = newLength;
  target = position;
  if (weight < load<f32>(bound)) store<f32>(bound, weight);
  limit = min(limit, weight);
}
