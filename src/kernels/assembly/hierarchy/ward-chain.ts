/*
 * Ward's hierarchy by nearest-neighbor chains (Murtagh 1983), from centers alone.
 *
 *   until `last` merges are made:
 *     compact    when half of the slots are empty: clusters move up, in their order
 *     the chain is empty: it starts with the first cluster
 *     nearest    of the last cluster in the chain; of several, the one before it in the chain, else the first
 *     grow       it becomes the last of the chain, or, if it is the one before, the two are merged
 *
 * A distance is |a| |b| / (|a| + |b|) times the squared distance of the centers, in double precision, and has the same
 * bits from either side; single precision only passes over clusters that are certainly farther.
 *
 * Module variables, one set a thread: wardChain writes the addresses once a call, nearestSlot writes `nearestValue`.
 */
import { centerSquare64 } from "./centers";
import { CAPACITY, CHAIN_LENGTH, MERGES, SLOTS } from "./chain-table";

let panels: usize = 0;
let inverse: usize = 0;
let centers: usize = 0;
let sizes: usize = 0;
let nodes: usize = 0;
let stride: i32 = 0;
let error: f64 = 0;
let query: usize = 0;
let nearestValue: f64 = 0;

/**
 * Merges until there are `last`.
 *
 * table:    see chain-table.ts; changed.
 * panels:   f32 centers four by four: column j of slot 4p + l is float (p * stride + j) * 4 + l; Infinity where no
 *           cluster is.
 * inverse:  f32, one a slot: 1 / size.
 * centers:  f64, `stride` a slot, a multiple of 4, padding zero.
 * sizes:    f64, one a slot; 0 where no cluster is.
 * nodes:    i32, one a slot: the cluster's node: a point, or points + merge.
 * rounding: how far, at most, the distance of two centers of `panels` is off for their rounding.
 * chain:    i32, slots. values: f64: of each link of the chain, the distance to the one before.
 * query:    f32, stride, and i32, one a slot: scratch.
 * left, right: i32; heights, merged: f64: nodes, distance and size of each merge, one an entry.
 * All arrays 16-byte aligned, none overlapping.
 */
export function wardChain(
  table: usize,
  panelsAt: usize,
  inverseAt: usize,
  centersAt: usize,
  sizesAt: usize,
  nodesAt: usize,
  width: i32,
  rounding: f64,
  chain: usize,
  values: usize,
  scratch: usize,
  left: usize,
  right: usize,
  heights: usize,
  merged: usize,
  last: i32,
): void {
  panels = panelsAt;
  inverse = inverseAt;
  centers = centersAt;
  sizes = sizesAt;
  nodes = nodesAt;
  stride = width;
  error = rounding;
  query = scratch;
  const points = load<i32>(table + (CAPACITY << 2));
  for (let merges = load<i32>(table + (MERGES << 2)); merges < last; ) {
    if (2 * (points - merges) < load<i32>(table + (SLOTS << 2)) && points - merges >= 8) {
      compact(table, chain, scratch + ((<usize>stride) << 2));
    }
    const slots = load<i32>(table + (SLOTS << 2));
    let length = load<i32>(table + (CHAIN_LENGTH << 2));
    if (length === 0) {
      store<i32>(chain, firstCluster(slots));
      length = 1;
    }
    const a = load<i32>(chain + ((<usize>(length - 1)) << 2));
    const before = length > 1 ? load<i32>(chain + ((<usize>(length - 2)) << 2)) : -1;
    const b = nearestSlot(a, before, load<f64>(values + ((<usize>(length - 1)) << 3)), slots);
    if (b === before) {
      const at = (<usize>merges) << 2;
      const first = min(a, b);
      const second = max(a, b);
      store<i32>(left + at, nodeOf(first));
      store<i32>(right + at, nodeOf(second));
      store<f64>(heights + (at << 1), nearestValue);
      store<f64>(merged + (at << 1), sizeOf(first) + sizeOf(second));
      merge(first, second, points + merges);
      merges += 1;
      length -= 2;
    } else {
      store<i32>(chain + ((<usize>length) << 2), b);
      store<f64>(values + ((<usize>length) << 3), nearestValue);
      length += 1;
    }
    store<i32>(table + (MERGES << 2), merges);
    store<i32>(table + (CHAIN_LENGTH << 2), length);
  }
}

function nodeOf(slot: i32): i32 {
  return load<i32>(nodes + ((<usize>slot) << 2));
}

function sizeOf(slot: i32): f64 {
  return load<f64>(sizes + ((<usize>slot) << 3));
}

function centerOf(slot: i32): usize {
  return centers + ((<usize>slot * <usize>stride) << 3);
}

/** Where column 0 of a slot stands in the panels. */
function panelOf(slot: i32): usize {
  return panels + ((<usize>(slot >> 2) * <usize>stride) << 4) + ((<usize>(slot & 3)) << 2);
}

function firstCluster(slots: i32): i32 {
  let slot = 0;
  while (slot < slots && sizeOf(slot) === 0) slot += 1;
  return slot;
}

/** The largest f32 key at which a cluster may be as near as `value`: |b| / (|a| + |b|) times the squared distance. */
function largestKey(value: f64, size: f64): f32 {
  const root = Math.sqrt(value / size) + error;
  return <f32>(root * root * (1 + <f64>(stride + 12) * 1.1920928955078125e-7) + <f64>stride * 1e-43);
}

function nearestSlot(a: i32, before: i32, value: f64, slots: i32): i32 {
  const size = sizeOf(a);
  const own = centerOf(a);
  for (let j = 0; j < stride; j++) store<f32>(query + ((<usize>j) << 2), <f32>load<f64>(own + ((<usize>j) << 3)));
  const hidden = panelOf(a);
  const kept = load<f32>(hidden);
  store<f32>(hidden, Infinity);

  let nearest = before;
  nearestValue = before < 0 ? Infinity : value;
  let most = before < 0 ? <f32>Infinity : largestKey(value, size);
  const bytes = (<usize>stride) << 4;
  const ownSize = f32x4.splat(<f32>size);
  const count = (slots + 3) >> 2;
  let panel = panels;
  for (let p = 0; p < count; p++, panel += bytes) {
    const squares = panelSquare(query, panel, stride);
    const key = f32x4.div(
      squares,
      f32x4.add(f32x4.splat(1), f32x4.mul(ownSize, v128.load(inverse + ((<usize>p) << 4)))),
    );
    let lanes = i32x4.bitmask(f32x4.le(key, f32x4.splat(most)));
    while (lanes !== 0) {
      const b = (p << 2) + ctz(lanes);
      lanes &= lanes - 1;
      const other = sizeOf(b);
      if (other === 0 || b === a || b === before) continue;
      const distance = ((size * other) / (size + other)) * centerSquare64(own, centerOf(b), stride);
      if (!(distance < nearestValue)) continue;
      nearestValue = distance;
      nearest = b;
      most = largestKey(distance, size);
    }
  }
  store<f32>(hidden, kept);
  return nearest;
}

function panelSquare(row: usize, panel: usize, columns: i32): v128 {
  let even = f32x4.splat(0);
  let odd = f32x4.splat(0);
  const end = row + ((<usize>columns) << 2);
  for (; row < end; row += 16, panel += 64) {
    const d0 = f32x4.sub(v128.load32_splat(row), v128.load(panel));
    const d1 = f32x4.sub(v128.load32_splat(row, 4), v128.load(panel, 16));
    const d2 = f32x4.sub(v128.load32_splat(row, 8), v128.load(panel, 32));
    const d3 = f32x4.sub(v128.load32_splat(row, 12), v128.load(panel, 48));
    even = f32x4.add(even, f32x4.add(f32x4.mul(d0, d0), f32x4.mul(d2, d2)));
    odd = f32x4.add(odd, f32x4.add(f32x4.mul(d1, d1), f32x4.mul(d3, d3)));
  }
  return f32x4.add(even, odd);
}

/** The cluster of both in the first slot; the second becomes empty. */
function merge(first: i32, second: i32, node: i32): void {
  const size = sizeOf(first);
  const other = sizeOf(second);
  const total = size + other;
  const to = centerOf(first);
  const from = centerOf(second);
  const panel = panelOf(first);
  const emptied = panelOf(second);
  for (let j = 0; j < stride; j++) {
    const at = (<usize>j) << 3;
    const mean = (size * load<f64>(to + at) + other * load<f64>(from + at)) / total;
    store<f64>(to + at, mean);
    store<f32>(panel + (at << 1), <f32>mean);
    store<f32>(emptied + (at << 1), Infinity);
  }
  store<f64>(sizes + ((<usize>first) << 3), total);
  store<f64>(sizes + ((<usize>second) << 3), 0);
  store<f32>(inverse + ((<usize>first) << 2), <f32>(1 / total));
  store<i32>(nodes + ((<usize>first) << 2), node);
}

/** Moves clusters into the first slots, in their order. */
function compact(table: usize, chain: usize, slotOf: usize): void {
  const slots = load<i32>(table + (SLOTS << 2));
  let to = 0;
  for (let slot = 0; slot < slots; slot++) {
    const size = sizeOf(slot);
    if (size === 0) continue;
    store<i32>(slotOf + ((<usize>slot) << 2), to);
    if (to !== slot) {
      store<f64>(sizes + ((<usize>to) << 3), size);
      store<i32>(nodes + ((<usize>to) << 2), nodeOf(slot));
      store<f32>(inverse + ((<usize>to) << 2), load<f32>(inverse + ((<usize>slot) << 2)));
      memory.copy(centerOf(to), centerOf(slot), (<usize>stride) << 3);
      const from = panelOf(slot);
      const into = panelOf(to);
      for (let j: usize = 0; j < (<usize>stride) << 4; j += 16) store<f32>(into + j, load<f32>(from + j));
    }
    to += 1;
  }
  for (let slot = to; slot < slots; slot++) {
    store<f64>(sizes + ((<usize>slot) << 3), 0);
    const panel = panelOf(slot);
    for (let j: usize = 0; j < (<usize>stride) << 4; j += 16) store<f32>(panel + j, Infinity);
  }
  const length = load<i32>(table + (CHAIN_LENGTH << 2));
  for (let i = 0; i < length; i++) {
    const at = chain + ((<usize>i) << 2);
    store<i32>(at, load<i32>(slotOf + ((<usize>load<i32>(at)) << 2)));
  }
  store<i32>(table + (SLOTS << 2), to);
}
