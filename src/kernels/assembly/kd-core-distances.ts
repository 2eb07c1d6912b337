import {
  address,
  COLS,
  CORE,
  COUNT,
  DEPTH,
  field,
  LIST_LENGTH,
  LIST_REACH,
  LISTS,
  leafStart,
  PANEL_COUNT,
  PANELS,
  ROWS,
  STRIDE,
  WEIGHTS,
} from "./kd-fields";
import { boxDistance, boxGap, distances4 } from "./kd-search";
import { HEAP_HEADER, heapBound, heapPush, heapRadius, heapSize, startHeap } from "./weighted-heap";

// The search in progress, for all points of a leaf at once; every thread has an instance of its own.
let leaf: i32 = 0;
let start: i32 = 0;
let count: i32 = 0;
let heaps: usize = 0;
let heapBytes: usize = 0;
/** The largest bound of any of the heaps. */
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
 * nearest neighbours, of the weight `least` at least.
 *
 * scratch: 128 bytes and 16 heaps of `bytes` bytes; not shared with another thread.
 */
export function kdCoreDistances(
  tree: usize,
  need: f64,
  slack: f64,
  least: f64,
  scratch: usize,
  bytes: i32,
  first: i32,
  last: i32,
): void {
  const weights = address(tree, WEIGHTS);
  out = scratch;
  heaps = scratch + 128;
  heapBytes = bytes;
  for (let at = first; at < last; at++) {
    leaf = (1 << field(tree, DEPTH)) - 1 + at;
    start = leafStart(tree, at) << 2;
    count = min(leafStart(tree, at + 1) << 2, field(tree, COUNT)) - start;
    reach = Infinity;
    for (let i = 0; i < count; i++) {
      const missing = need - load<f64>(weights + ((<usize>(start + i)) << 3));
      startHeap(heapOf(i), max(missing, least) + slack);
    }
    search(tree, 0, 0, field(tree, PANEL_COUNT), field(tree, DEPTH));
    for (let i = 0; i < count; i++) {
      const missing = need - load<f64>(weights + ((<usize>(start + i)) << 3));
      const radius = heapRadius(heapOf(i), missing, weights);
      store<f32>(address(tree, CORE) + ((<usize>(start + i)) << 2), missing > 0 ? radius : 0);
      writeList(tree, start + i, heapOf(i));
    }
  }
}

function heapOf(i: i32): usize {
  return heaps + <usize>i * heapBytes;
}

function writeList(tree: usize, position: i32, heap: usize): void {
  const length = field(tree, LIST_LENGTH);
  const list = address(tree, LISTS) + ((<usize>(position * length)) << 2);
  const size = min(length, heapSize(heap));
  for (let i = 0; i < length; i++) {
    const id = i < size ? load<i32>(heap + HEAP_HEADER + ((<usize>i) << 3) + 4) : -1;
    store<i32>(list + ((<usize>i) << 2), id);
  }
  const all = size === field(tree, COUNT) - 1;
  const farthest: f32 = size > 0 ? load<f32>(heap + HEAP_HEADER + ((<usize>(size - 1)) << 3)) : 0;
  store<f32>(address(tree, LIST_REACH) + ((<usize>position) << 2), all ? Infinity : farthest);
}

/** Looks through a node of panels [first, end), `height` levels above the leaves. */
function search(tree: usize, node: i32, first: i32, end: i32, height: i32): void {
  if (height === 0) {
    scan(tree, node, first, end);
    return;
  }
  const left = boxGap(tree, leaf, 2 * node + 1);
  const right = boxGap(tree, leaf, 2 * node + 2);
  const middle = (first + end) >> 1;
  if (left < right || (left === right && start >> 2 < middle)) {
    if (left < reach) search(tree, 2 * node + 1, first, middle, height - 1);
    if (right < reach) search(tree, 2 * node + 2, middle, end, height - 1);
  } else {
    if (right < reach) search(tree, 2 * node + 2, middle, end, height - 1);
    if (left < reach) search(tree, 2 * node + 1, first, middle, height - 1);
  }
}

/** Offers a leaf's points to every query that it is near enough to, four queries at a time. */
function scan(tree: usize, node: i32, first: i32, end: i32): void {
  const bytes = address(tree, STRIDE) << 2;
  const rows = address(tree, ROWS) + <usize>start * bytes;
  let size = 0;
  for (let i = 0; i < count; i++) {
    if (!(boxDistance(tree, rows + <usize>i * bytes, node) < heapBound(heapOf(i)))) continue;
    if (size === 0) group0 = group1 = group2 = group3 = i;
    else if (size === 1) group1 = i;
    else if (size === 2) group2 = i;
    else group3 = i;
    if (++size < 4) continue;
    offerAll(tree, first, end, 4);
    size = 0;
  }
  if (size > 0) offerAll(tree, first, end, size);
  reach = 0;
  for (let i = 0; i < count; i++) reach = max(reach, heapBound(heapOf(i)));
}

function offerAll(tree: usize, first: i32, end: i32, size: i32): void {
  const cols = field(tree, COLS);
  const bytes = address(tree, STRIDE) << 2;
  const rows = address(tree, ROWS) + <usize>start * bytes;
  const q0 = rows + <usize>group0 * bytes;
  const q1 = rows + <usize>group1 * bytes;
  const q2 = rows + <usize>group2 * bytes;
  const q3 = rows + <usize>group3 * bytes;
  for (let p = first; p < end; p += 2) {
    const panel = address(tree, PANELS) + ((<usize>p * cols) << 4);
    const halves = min(2, end - p);
    distances4(q0, q1, q2, q3, panel, halves === 2, cols, out);
    for (let half = 0; half < halves; half++) {
      const position = (p + half) << 2;
      const found = out + ((<usize>half) << 6);
      offer(tree, position, group0, found);
      if (size > 1) offer(tree, position, group1, found + 16);
      if (size > 2) offer(tree, position, group2, found + 32);
      if (size > 3) offer(tree, position, group3, found + 48);
    }
  }
}

function offer(tree: usize, position: i32, query: i32, distances: usize): void {
  const heap = heapOf(query);
  let lanes = i32x4.bitmask(f32x4.lt(v128.load(distances), f32x4.splat(heapBound(heap))));
  while (lanes !== 0) {
    const at = ctz(lanes);
    lanes &= lanes - 1;
    const distance = load<f32>(distances + ((<usize>at) << 2));
    const other = position + at;
    if (other === start + query || other >= field(tree, COUNT) || distance >= heapBound(heap)) continue;
    heapPush(heap, distance, other, address(tree, WEIGHTS));
  }
}
