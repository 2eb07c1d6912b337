/*
 * Where queries would join a clustering, one query at a time, in one or two searches of the tree, the nearer child
 * first:
 *
 *   if the core distance is not known:
 *     gather   while a node is nearer than the heap's bound: offerToHeap, until the weights in the heap reach minWeight
 *     core := heapRadius
 *   startJoin, join   while mayJoin(node): something below may be nearer by max(core, core of the point, distance)
 *     offer      the nearest point of all; of its group; rank: the groups wanted, in order
 *
 * Module variables, one set a thread: layOut writes `heap, labels, nodeLabels, wanted, groupReach, groupLength, top`
 * once a call; joinQueries writes `query, core` for each query and resets `nearest`; offerToHeap writes `nearest,
 * nearestLength`; startJoin resets and offer writes `neighbor, bestReach, bestLength`; rank writes `found, last`.
 * Squares of a block of panels are in query-squares.ts.
 */
import { address, field, middleOf, pointAt } from "../kd/kd-fields";
import { boxDistance } from "../kd/kd-search";
import { CORE, COUNT, DEPTH, NODE_CORE, PANEL_COUNT, STRIDE, WEIGHTS } from "../kd/kd-table";
import {
  CAPACITY,
  CORES,
  GROUPS,
  KNOWN_CORES,
  LABELS,
  NEAREST,
  NEIGHBORS,
  NODE_LABELS,
  QUERIES,
  REACH,
  TOP_LABELS,
  TOP_REACH,
  WANTED,
} from "./join-table";
import { blockHeight, layOutSquares, measure, squareAt, squares, startSquares } from "./query-squares";
import { HEAP_HEADER, heapBound, heapPush, heapRadius, startHeap } from "./weighted-heap";

const SEVERAL = -2;

let query: usize = 0;
let heap: usize = 0;
let labels: usize = 0;
let nodeLabels: usize = 0;
/** The nearest position, and its distance. */
let nearest: i32 = -1;
let nearestLength: f32 = 0;
/** The nearest position by mutual reachability. */
let core: f32 = 0;
let neighbor: i32 = -1;
let bestReach: f32 = 0;
let bestLength: f32 = 0;
/**
 * Of each group, the smallest mutual reachability and its distance; the groups of smallest ones, and what others must
 * beat.
 */
let groupReach: usize = 0;
let groupLength: usize = 0;
let top: usize = 0;
let wanted: i32 = 0;
let found: i32 = 0;
let last: f32 = 0;

/**
 * For queries `first` .. `end`: the nearest point; the core distance, the smallest squared radius within which the
 * weights of points reach `minWeight`; the nearest point by mutual reachability; and the nearest groups by it. Order is
 * that of (mutual reachability, distance, point or group); all are squared.
 *
 * asked:   the table.
 * scratch: `joinScratchBytes` bytes, not shared with another thread.
 */
export function joinQueries(
  tree: usize,
  asked: usize,
  minWeight: f64,
  slack: f64,
  scratch: usize,
  first: i32,
  end: i32,
): void {
  layOut(tree, asked, scratch);
  for (let i = first; i < end; i++) {
    const at = (<usize>i) << 2;
    query = address(asked, QUERIES) + at * address(tree, STRIDE);
    startSquares(query);
    core = load<f32>(address(asked, KNOWN_CORES) + at);
    nearest = -1;
    nearestLength = Infinity;
    if (core < 0) {
      startHeap(heap, minWeight + slack);
      gather(tree, 0, 0, field(tree, PANEL_COUNT), field(tree, DEPTH));
      core = heapRadius(heap, minWeight, address(tree, WEIGHTS));
    }
    startJoin(asked);
    join(tree, 0, 0, field(tree, PANEL_COUNT), field(tree, DEPTH));
    store<i32>(address(asked, NEAREST) + at, nearest < 0 ? -1 : pointAt(tree, nearest));
    store<i32>(address(asked, NEIGHBORS) + at, pointAt(tree, neighbor));
    store<f32>(address(asked, CORES) + at, core);
    store<f32>(address(asked, REACH) + at, bestReach);
    for (let j = 0; j < wanted; j++) {
      const group = j < found ? load<i32>(top + ((<usize>j) << 2)) : -1;
      const place = (<usize>(i * wanted + j)) << 2;
      store<i32>(address(asked, TOP_LABELS) + place, group);
      store<f32>(address(asked, TOP_REACH) + place, group < 0 ? <f32>Infinity : reachOf(group));
    }
  }
}

function layOut(tree: usize, asked: usize, scratch: usize): void {
  const groups = address(asked, GROUPS) << 2;
  labels = address(asked, LABELS);
  nodeLabels = address(asked, NODE_LABELS);
  wanted = field(asked, WANTED);
  heap = layOutSquares(tree, scratch);
  groupReach = heap + HEAP_HEADER + (address(asked, CAPACITY) << 3) + 8;
  groupLength = groupReach + groups;
  top = groupLength + groups;
}

/** Offers the points below a node, `height` levels above the leaves, to the heap. */
function gather(tree: usize, node: i32, first: i32, end: i32, height: i32): void {
  if (height === blockHeight) {
    measure(tree, node, first, end);
    offerToHeap(tree, first << 2, min(end << 2, field(tree, COUNT)));
    return;
  }
  const left = boxDistance(tree, query, 2 * node + 1);
  const right = boxDistance(tree, query, 2 * node + 2);
  const middle = middleOf(first, end);
  if (left <= right) {
    if (mayGather(left)) gather(tree, 2 * node + 1, first, middle, height - 1);
    if (mayGather(right)) gather(tree, 2 * node + 2, middle, end, height - 1);
  } else {
    if (mayGather(right)) gather(tree, 2 * node + 2, middle, end, height - 1);
    if (mayGather(left)) gather(tree, 2 * node + 1, first, middle, height - 1);
  }
}

function mayGather(distance: f32): bool {
  return distance < heapBound(heap) || distance <= nearestLength;
}

function offerToHeap(tree: usize, first: i32, end: i32): void {
  for (let position = first; position < end; position++) {
    const length = squareAt(position);
    const ties = length === nearestLength && pointAt(tree, position) < pointAt(tree, nearest);
    if (length < nearestLength || ties) {
      nearest = position;
      nearestLength = length;
    }
    if (length < heapBound(heap)) heapPush(heap, length, pointAt(tree, position), address(tree, WEIGHTS));
  }
}

function startJoin(asked: usize): void {
  neighbor = -1;
  bestReach = Infinity;
  bestLength = Infinity;
  found = 0;
  last = wanted > 0 ? Infinity : -1;
  const groups = address(asked, GROUPS) << 2;
  for (let at: usize = 0; at < groups; at += 4) {
    store<f32>(groupReach + at, Infinity);
    store<f32>(groupLength + at, Infinity);
  }
}

/** Looks below a node for nearer points by mutual reachability, of all and of each group. */
function join(tree: usize, node: i32, first: i32, end: i32, height: i32): void {
  if (height === blockHeight) {
    measure(tree, node, first, end);
    for (let panel = first; panel < end; panel++) offerPanel(tree, panel);
    return;
  }
  const left = boxDistance(tree, query, 2 * node + 1);
  const right = boxDistance(tree, query, 2 * node + 2);
  const middle = middleOf(first, end);
  if (left <= right) {
    if (mayJoin(tree, 2 * node + 1, left)) join(tree, 2 * node + 1, first, middle, height - 1);
    if (mayJoin(tree, 2 * node + 2, right)) join(tree, 2 * node + 2, middle, end, height - 1);
  } else {
    if (mayJoin(tree, 2 * node + 2, right)) join(tree, 2 * node + 2, middle, end, height - 1);
    if (mayJoin(tree, 2 * node + 1, left)) join(tree, 2 * node + 1, first, middle, height - 1);
  }
}

/** Whether a node at this distance may hold a nearer point, or one that is nearer for its group. */
function mayJoin(tree: usize, node: i32, distance: f32): bool {
  const least = max(max(core, distance), load<f32>(address(tree, NODE_CORE) + ((<usize>node) << 2)));
  if (least < bestReach || (least === bestReach && distance <= bestLength)) return true;
  if (least > last) return false;
  const group = load<i32>(nodeLabels + ((<usize>node) << 2));
  if (group === SEVERAL) return true;
  if (group < 0) return false;
  return least < reachOf(group) || (least === reachOf(group) && distance <= lengthOf(group));
}

function offerPanel(tree: usize, panel: i32): void {
  const at = (<usize>panel) << 4;
  const cores = f32x4.pmax(f32x4.splat(core), v128.load(address(tree, CORE) + at));
  const reach = f32x4.pmax(cores, v128.load(squares + at));
  let lanes = i32x4.bitmask(f32x4.le(reach, f32x4.splat(max(bestReach, last))));
  while (lanes !== 0) {
    const position = (panel << 2) + ctz(lanes);
    lanes &= lanes - 1;
    if (position < field(tree, COUNT)) offer(tree, position);
  }
}

function offer(tree: usize, position: i32): void {
  const length = squareAt(position);
  const reach = max(max(core, load<f32>(address(tree, CORE) + ((<usize>position) << 2))), length);
  const nearer = reach === bestReach && length < bestLength;
  const ties = reach === bestReach && length === bestLength;
  if (reach < bestReach || nearer || (ties && (neighbor < 0 || pointAt(tree, position) < pointAt(tree, neighbor)))) {
    neighbor = position;
    bestReach = reach;
    bestLength = length;
  }
  if (reach > last) return;
  const group = load<i32>(labels + ((<usize>position) << 2));
  if (group < 0 || reach > reachOf(group) || (reach === reachOf(group) && length >= lengthOf(group))) return;
  store<f32>(groupReach + ((<usize>group) << 2), reach);
  store<f32>(groupLength + ((<usize>group) << 2), length);
  rank(group);
}

/** Moves a group that came nearer to its place among the nearest ones. */
function rank(group: i32): void {
  let place = 0;
  while (place < found && load<i32>(top + ((<usize>place) << 2)) !== group) place++;
  if (place === found) {
    if (found < wanted) found += 1;
    else if (!before(group, load<i32>(top + ((<usize>(found - 1)) << 2)))) return;
    else place = found - 1;
  }
  for (; place > 0; place--) {
    const other = load<i32>(top + ((<usize>(place - 1)) << 2));
    if (!before(group, other)) break;
    store<i32>(top + ((<usize>place) << 2), other);
  }
  store<i32>(top + ((<usize>place) << 2), group);
  if (found === wanted) last = reachOf(load<i32>(top + ((<usize>(found - 1)) << 2)));
}

function before(a: i32, b: i32): bool {
  if (reachOf(a) !== reachOf(b)) return reachOf(a) < reachOf(b);
  if (lengthOf(a) !== lengthOf(b)) return lengthOf(a) < lengthOf(b);
  return a < b;
}

function reachOf(group: i32): f32 {
  return load<f32>(groupReach + ((<usize>group) << 2));
}

function lengthOf(group: i32): f32 {
  return load<f32>(groupLength + ((<usize>group) << 2));
}
