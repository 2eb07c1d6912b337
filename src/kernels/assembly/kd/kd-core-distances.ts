/*
 * Core distances and nearest neighbors of all points of a leaf at once: a dual-tree search.
 *
 *   for each leaf of queries:
 *     startHeap for each: neighbors until their weight reaches minWeight and `least`; bounds := Infinity
 *     search     from the root, the nearer child first, while the distance of the boxes <= reach
 *       scan       at a leaf without a screen: its points are offered to every query that is near enough to it
 *       scanGroup  with a screen, as in kd-outgoing.ts
 *       offer      a nearer point goes into the heap; lowerBound: the query's bound follows; measureReach: the largest
 *                  bound
 *     heapRadius and writeList for each
 *
 * Module variables, one set a thread: kdCoreDistances writes the addresses, `measure` and `heapBytes` once a call, and
 * `leaf, start, count` for each leaf; measureReach writes `reach`; the others only read them.
 */
import { HEAP_HEADER, heapBound, heapPush, heapRadius, heapSize, startHeap } from "../knn/weighted-heap";
import { address, field, firstLeaf, leafStart, middleOf, pointAt } from "./kd-fields";
import { clearReaches, PANEL_REACHES, screenTile, setReach } from "./kd-screen";
import { boxDistance, boxGap } from "./kd-search";
import { GROUP_LEVELS, leavesWithin } from "./kd-spheres";
import {
  CORE,
  COUNT,
  DEPTH,
  LIST_LENGTH,
  LIST_REACH,
  LIST_SQUARES,
  LISTS,
  PANEL_COUNT,
  PLACE,
  ROWS,
  SCREEN,
  STRIDE,
  WEIGHTS,
} from "./kd-table";
import {
  dismiss,
  MOST_PANELS,
  measureApart,
  measureTogether,
  panel0,
  panel1,
  panel2,
  panel3,
  query0,
  query1,
  query2,
  query3,
  wait,
  waiting,
} from "./kd-waiting";

let leaf: i32 = 0;
let start: i32 = 0;
let count: i32 = 0;
let heaps: usize = 0;
let heapBytes: usize = 0;
let reaches: usize = 0;
/** What heaps are ordered by: the squared distance (0), the distance (1), or half its square (2). */
let measure: i32 = 0;
/** For each panel of queries, which leaves of a group are looked at. */
let near: usize = 0;
/** For each query, a squared distance beyond which nothing matters to it; and the largest of them. */
let bounds: usize = 0;
let reach: f32 = 0;
/** Eight squared distances of four queries. */
let out: usize = 0;

/**
 * For the points of leaves `first` .. `last`: squared core distances, the smallest squared radius within which the
 * weights, the point's own included, reach `minWeight` (the farthest point's where all together do not); and lists of
 * their nearest neighbors by (distance, point), of the weight `least` at least. With `measured` 1 or 2
 * all of these are distances, or half their squares, in which the lists are ordered too.
 *
 * scratch: 160 bytes, 64 for each panel of a leaf, and a heap of `bytes` bytes for each point of a leaf; not
 * shared with another thread.
 */
export function kdCoreDistances(
  tree: usize,
  minWeight: f64,
  slack: f64,
  least: f64,
  measured: i32,
  scratch: usize,
  bytes: i32,
  first: i32,
  last: i32,
): void {
  const weights = address(tree, WEIGHTS);
  out = scratch;
  measure = measured;
  near = scratch + 128;
  bounds = near + (MOST_PANELS << 2);
  reaches = bounds + ((MOST_PANELS * 4) << 2);
  heaps = reaches + MOST_PANELS * PANEL_REACHES;
  heapBytes = bytes;
  for (let at = first; at < last; at++) {
    leaf = (1 << field(tree, DEPTH)) - 1 + at;
    start = leafStart(tree, at) << 2;
    count = min(leafStart(tree, at + 1) << 2, field(tree, COUNT)) - start;
    reach = Infinity;
    for (let i = 0; i < <i32>MOST_PANELS * 4; i++) store<f32>(bounds + ((<usize>i) << 2), i < count ? Infinity : 0);
    for (let i = 0; i < count; i++) {
      const missing = minWeight - load<f64>(weights + ((<usize>pointAt(tree, start + i)) << 3));
      startHeap(heapOf(i), max(missing, least) + slack);
      if (address(tree, SCREEN) === 0) continue;
      if ((i & 3) === 0) clearReaches(reachesOf(i));
      setReach(tree, reachesOf(i), start + i, Infinity);
    }
    search(tree, 0, 0, field(tree, PANEL_COUNT), field(tree, DEPTH));
    for (let i = 0; i < count; i++) {
      const missing = minWeight - load<f64>(weights + ((<usize>pointAt(tree, start + i)) << 3));
      const radius = heapRadius(heapOf(i), missing, weights);
      store<f32>(address(tree, CORE) + ((<usize>(start + i)) << 2), missing > 0 ? radius : 0);
      writeList(tree, start + i, heapOf(i));
    }
  }
}

function heapOf(i: i32): usize {
  return heaps + <usize>i * heapBytes;
}

function reachesOf(i: i32): usize {
  return reaches + <usize>(i >> 2) * PANEL_REACHES;
}

function writeList(tree: usize, position: i32, heap: usize): void {
  const length = field(tree, LIST_LENGTH);
  const start = (<usize>(position * length)) << 2;
  const size = min(length, heapSize(heap));
  for (let i = 0; i < length; i++) {
    const at = start + ((<usize>i) << 2);
    const entry = heap + HEAP_HEADER + ((<usize>i) << 3);
    const place = address(tree, PLACE);
    store<i32>(address(tree, LISTS) + at, i < size ? load<i32>(place + ((<usize>load<i32>(entry, 4)) << 2)) : -1);
    store<f32>(address(tree, LIST_SQUARES) + at, i < size ? load<f32>(entry) : Infinity);
  }
  const all = size === field(tree, COUNT) - 1;
  const farthest: f32 = size > 0 ? load<f32>(heap + HEAP_HEADER + ((<usize>(size - 1)) << 3)) : 0;
  store<f32>(address(tree, LIST_REACH) + ((<usize>position) << 2), all ? Infinity : farthest);
}

/** Looks through a node of panels [first, end), `height` levels above the leaves. */
function search(tree: usize, node: i32, first: i32, end: i32, height: i32): void {
  if (address(tree, SCREEN) !== 0 && height <= GROUP_LEVELS) {
    scanGroup(tree, firstLeaf(tree, node, height), height);
    return;
  }
  if (height === 0) {
    scan(tree, node, first, end);
    return;
  }
  const left = boxGap(tree, leaf, 2 * node + 1);
  const right = boxGap(tree, leaf, 2 * node + 2);
  const middle = middleOf(first, end);
  if (left < right || (left === right && start >> 2 < middle)) {
    if (left <= reach) search(tree, 2 * node + 1, first, middle, height - 1);
    if (right <= reach) search(tree, 2 * node + 2, middle, end, height - 1);
  } else {
    if (right <= reach) search(tree, 2 * node + 2, middle, end, height - 1);
    if (left <= reach) search(tree, 2 * node + 1, first, middle, height - 1);
  }
}

/** Offers a leaf's points to every query that it is near enough to, four queries at a time. */
function scan(tree: usize, node: i32, first: i32, end: i32): void {
  const bytes = address(tree, STRIDE) << 2;
  const rows = address(tree, ROWS) + <usize>start * bytes;
  for (let i = 0; i < count; i++) {
    const row = rows + <usize>i * bytes;
    if (boxDistance(tree, row, node) <= boundOf(i) && wait(i, row, first)) offerAll(tree, first, end);
  }
  offerAll(tree, first, end);
  for (let i = 0; i < count; i++) lowerBound(i);
  measureReach();
}

/**
 * The same by screening, for the leaves below a node `height` levels above them: exact distances only of tiles where
 * something may be near enough. The queries' own leaf comes first, then those beside it.
 */
function scanGroup(tree: usize, leaves: i32, height: i32): void {
  let any = 0;
  for (let i = 0; i < count; i += 4) {
    const hits = leavesWithin(tree, (start + i) >> 2, reachesOf(i), leaves);
    store<i32>(near + <usize>i, hits);
    any |= hits;
  }
  const own = (leaf - (1 << field(tree, DEPTH)) + 1) & ((1 << height) - 1);
  let changed = false;
  for (let turn = 0; turn < 1 << height; turn++) {
    const place = turn ^ own;
    if (((any >> place) & 1) !== 0) changed = scanScreened(tree, leaves + place, 1 << place) || changed;
  }
  if (changed) measureReach();
}

/** Looks through a leaf for those panels of queries that have its bit in `near`; whether something came nearer. */
function scanScreened(tree: usize, other: i32, bit: i32): bool {
  const first = leafStart(tree, other);
  const end = leafStart(tree, other + 1);
  let changed = false;
  for (let i = 0; i < count; i += 4) {
    if ((load<i32>(near + <usize>i) & bit) === 0) continue;
    for (let panel = first; panel < end; panel += 2) {
      let hits = screenTile(tree, (start + i) >> 2, reachesOf(i), panel);
      while (hits !== 0) {
        const hit = ctz(hits);
        hits &= hits - 1;
        const query = i + (hit >> 1);
        if (wait(query, rowOf(tree, query), panel + (hit & 1))) changed = offerWaiting(tree) || changed;
      }
    }
  }
  return offerWaiting(tree) || changed;
}

/** Offers the panels that queries wait for; whether something came nearer. */
function offerWaiting(tree: usize): bool {
  if (waiting === 0) return false;
  measureApart(tree, out);
  let changed = offerPanel(tree, panel0, <i32>query0, out);
  if (waiting > 1) changed = offerPanel(tree, panel1, <i32>query1, out + 16) || changed;
  if (waiting > 2) changed = offerPanel(tree, panel2, <i32>query2, out + 32) || changed;
  if (waiting > 3) changed = offerPanel(tree, panel3, <i32>query3, out + 48) || changed;
  dismiss();
  return changed;
}

function offerPanel(tree: usize, panel: i32, query: i32, found: usize): bool {
  offer(tree, panel << 2, query, found);
  if (!lowerBound(query)) return false;
  setReach(tree, reachesOf(query), start + query, boundOf(query));
  return true;
}

function boundOf(query: i32): f32 {
  return load<f32>(bounds + ((<usize>query) << 2));
}

/** Lowers a query's bound to what its heap says; whether that is lower. */
function lowerBound(query: i32): bool {
  const worst = heapBound(heapOf(query));
  // No smaller than the square of any such distance: rounding up only lets more points come to the exact test.
  const bound: f32 = measure === 0 ? worst : measure === 1 ? worst * worst * 1.000001 + 1e-44 : worst * 2;
  if (!(bound < boundOf(query))) return false;
  store<f32>(bounds + ((<usize>query) << 2), bound);
  return true;
}

function measureReach(): void {
  let largest = v128.load(bounds);
  for (let at: usize = 16; at < (MOST_PANELS * 4) << 2; at += 16) {
    largest = f32x4.pmax(largest, v128.load(bounds + at));
  }
  const pairs = f32x4.pmax(largest, v128.shuffle<f32>(largest, largest, 2, 3, 0, 1));
  reach = max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

function rowOf(tree: usize, query: i32): usize {
  return address(tree, ROWS) + ((<usize>(start + query) * address(tree, STRIDE)) << 2);
}

/** Offers the points of panels [first, end) to the queries that wait. */
function offerAll(tree: usize, first: i32, end: i32): void {
  if (waiting === 0) return;
  for (let panel = first; panel < end; panel += 2) {
    measureTogether(tree, panel, out);
    for (let half = 0; half < 2; half++) {
      const position = (panel + half) << 2;
      const found = out + ((<usize>half) << 6);
      offer(tree, position, <i32>query0, found);
      if (waiting > 1) offer(tree, position, <i32>query1, found + 16);
      if (waiting > 2) offer(tree, position, <i32>query2, found + 32);
      if (waiting > 3) offer(tree, position, <i32>query3, found + 48);
    }
  }
  dismiss();
}

function offer(tree: usize, position: i32, query: i32, squares: usize): void {
  const heap = heapOf(query);
  let lanes = i32x4.bitmask(f32x4.le(v128.load(squares), f32x4.splat(boundOf(query))));
  while (lanes !== 0) {
    const at = ctz(lanes);
    lanes &= lanes - 1;
    const square = load<f32>(squares + ((<usize>at) << 2));
    const distance: f32 = measure === 0 ? square : measure === 1 ? Mathf.sqrt(square) : square * 0.5;
    const other = position + at;
    if (other === start + query || other >= field(tree, COUNT) || distance > heapBound(heap)) continue;
    heapPush(heap, distance, pointAt(tree, other), address(tree, WEIGHTS));
  }
}
