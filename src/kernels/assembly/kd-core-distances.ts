import {
  address,
  COLS,
  CORE,
  COUNT,
  DEPTH,
  field,
  LIST_LENGTH,
  LIST_REACH,
  LIST_SQUARES,
  LISTS,
  leafStart,
  middleOf,
  PANEL_COUNT,
  PANELS,
  PLACE,
  pointAt,
  ROWS,
  SCREEN,
  STRIDE,
  WEIGHTS,
} from "./kd-fields";
import { clearReaches, PANEL_REACHES, screenTile, setReach } from "./kd-screen";
import { boxDistance, boxGap, distances4 } from "./kd-search";
import { sphereWithin } from "./kd-spheres";
import { HEAP_HEADER, heapBound, heapPush, heapRadius, heapSize, startHeap } from "./weighted-heap";

/** Panels of the largest leaf. */
const MOST_PANELS: usize = 8;

// The search in progress, for all points of a leaf at once; every thread has an instance of its own.
let leaf: i32 = 0;
let start: i32 = 0;
let count: i32 = 0;
let heaps: usize = 0;
let heapBytes: usize = 0;
let reaches: usize = 0;
/** What heaps are ordered by: the squared distance (0), the distance (1), or half its square (2). */
let measure: i32 = 0;
/** For each query, a squared distance beyond which nothing matters to it; and the largest of them. */
let bounds: usize = 0;
let reach: f32 = 0;
/** Eight squared distances of four queries, and these queries. */
let out: usize = 0;
let group0: i32 = 0;
let group1: i32 = 0;
let group2: i32 = 0;
let group3: i32 = 0;

/**
 * For the points of leaves `first` .. `last`: squared core distances, the smallest squared radius within which the
 * weights, the point's own included, reach `need` (the farthest point's where all together do not); and lists of their
 * nearest neighbours by (distance, point), of the weight `least` at least. With `measured` 1 or 2
 * all of these are distances, or half their squares, in which the lists are ordered too.
 *
 * scratch: 128 bytes, 48 for each panel of a leaf, and a heap of `bytes` bytes for each point of a leaf; not
 * shared with another thread.
 */
export function kdCoreDistances(
  tree: usize,
  need: f64,
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
  bounds = scratch + 128;
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
      const missing = need - load<f64>(weights + ((<usize>pointAt(tree, start + i)) << 3));
      startHeap(heapOf(i), max(missing, least) + slack);
      if (address(tree, SCREEN) === 0) continue;
      if ((i & 3) === 0) clearReaches(reachesOf(i));
      setReach(tree, reachesOf(i), start + i, Infinity);
    }
    search(tree, 0, 0, field(tree, PANEL_COUNT), field(tree, DEPTH));
    for (let i = 0; i < count; i++) {
      const missing = need - load<f64>(weights + ((<usize>pointAt(tree, start + i)) << 3));
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
  if (height === 0) {
    if (address(tree, SCREEN) !== 0) scanScreened(tree, node, first, end);
    else scan(tree, node, first, end);
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
  let size = 0;
  for (let i = 0; i < count; i++) {
    if (!(boxDistance(tree, rows + <usize>i * bytes, node) <= boundOf(i))) continue;
    if (size === 0) group0 = group1 = group2 = group3 = i;
    else if (size === 1) group1 = i;
    else if (size === 2) group2 = i;
    else group3 = i;
    if (++size < 4) continue;
    offerAll(tree, first, end, 4);
    size = 0;
  }
  if (size > 0) offerAll(tree, first, end, size);
  for (let i = 0; i < count; i++) lowerBound(i);
  measureReach();
}

/** The same by screening: exact distances only of tiles where something may be near enough. */
function scanScreened(tree: usize, node: i32, first: i32, end: i32): void {
  const other = node - (1 << field(tree, DEPTH)) + 1;
  let changed = false;
  for (let i = 0; i < count; i += 4) {
    if (!sphereWithin(tree, (start + i) >> 2, other, bounds + ((<usize>i) << 2))) continue;
    for (let panel = first; panel < end; panel += 2) {
      const hits = screenTile(tree, (start + i) >> 2, reachesOf(i), panel);
      if (hits === 0) continue;
      distances(tree, i, i + 1, i + 2, i + 3, panel);
      for (let query = i; query < min(i + 4, count); query++) {
        const hit = hits >> (2 * (query - i));
        if (hit & 3) changed = offerHit(tree, panel, query, hit) || changed;
      }
    }
  }
  if (changed) measureReach();
}

function offerHit(tree: usize, panel: i32, query: i32, hit: i32): bool {
  const found = out + ((<usize>(query & 3)) << 4);
  if (hit & 1) offer(tree, panel << 2, query, found);
  if (hit & 2) offer(tree, (panel + 1) << 2, query, found + 64);
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
    largest = f32x4.max(largest, v128.load(bounds + at));
  }
  const pairs = f32x4.max(largest, v128.shuffle<f32>(largest, largest, 2, 3, 0, 1));
  reach = max(f32x4.extract_lane(pairs, 0), f32x4.extract_lane(pairs, 1));
}

/** Distances of four queries to a panel and the next. */
function distances(tree: usize, i0: i32, i1: i32, i2: i32, i3: i32, panel: i32): void {
  const cols = field(tree, COLS);
  const bytes = address(tree, STRIDE) << 2;
  const rows = address(tree, ROWS) + <usize>start * bytes;
  const points = address(tree, PANELS) + ((<usize>panel * cols) << 4);
  const q0 = rows + <usize>i0 * bytes;
  const q1 = rows + <usize>i1 * bytes;
  const q2 = rows + <usize>i2 * bytes;
  const q3 = rows + <usize>i3 * bytes;
  distances4(q0, q1, q2, q3, points, cols, out);
}

function offerAll(tree: usize, first: i32, end: i32, size: i32): void {
  for (let panel = first; panel < end; panel += 2) {
    distances(tree, group0, group1, group2, group3, panel);
    for (let half = 0; half < 2; half++) {
      const position = (panel + half) << 2;
      const found = out + ((<usize>half) << 6);
      offer(tree, position, group0, found);
      if (size > 1) offer(tree, position, group1, found + 16);
      if (size > 2) offer(tree, position, group2, found + 32);
      if (size > 3) offer(tree, position, group3, found + 48);
    }
  }
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
