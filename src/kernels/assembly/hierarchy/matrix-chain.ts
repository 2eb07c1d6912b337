/*
 * Average or complete linkage by nearest-neighbor chains (Murtagh 1983) over a matrix of distances.
 *
 *   until `last` merges are made:
 *     the chain is empty: it starts with the first cluster
 *     nearest    of the last cluster in the chain; of several, the one before it in the chain, else the first
 *     grow       it becomes the last of the chain, or, if it is the one before, the two are merged: its row and column
 *                become the distances of both (Lance & Williams 1967)
 *
 * No module variables.
 */
import { CAPACITY, CHAIN_LENGTH, MERGES } from "./chain-table";

/**
 * Merges until there are `last`.
 *
 * table:     see chain-table.ts; changed.
 * distances: f32, `stride` from row to row, a multiple of 4: symmetric, Infinity on the diagonal and in the padding;
 *            changed.
 * sizes:     f64, one a point; 0 where there is no longer a cluster. nodes: i32: each cluster's node.
 * complete:  1 for the largest distance of two clusters' points, 0 for the mean.
 * chain:     i32, points.
 * left, right: i32; heights, merged: f64: nodes, distance and size of each merge, one an entry.
 * All arrays 16-byte aligned, none overlapping.
 */
export function matrixChain(
  table: usize,
  distances: usize,
  stride: i32,
  sizes: usize,
  nodes: usize,
  complete: i32,
  chain: usize,
  left: usize,
  right: usize,
  heights: usize,
  merged: usize,
  last: i32,
): void {
  const points = load<i32>(table + (CAPACITY << 2));
  let length = load<i32>(table + (CHAIN_LENGTH << 2));
  let merges = load<i32>(table + (MERGES << 2));
  while (merges < last) {
    if (length === 0) {
      let first = 0;
      while (load<f64>(sizes + ((<usize>first) << 3)) === 0) first += 1;
      store<i32>(chain, first);
      length = 1;
    }
    const a = load<i32>(chain + ((<usize>(length - 1)) << 2));
    const before = length > 1 ? load<i32>(chain + ((<usize>(length - 2)) << 2)) : -1;
    const row = distances + ((<usize>a * <usize>stride) << 2);
    const b = nearestOf(row, stride, before);
    if (b === before) {
      const first = min(a, b);
      const second = max(a, b);
      const at = (<usize>merges) << 2;
      const size = load<f64>(sizes + ((<usize>first) << 3));
      const other = load<f64>(sizes + ((<usize>second) << 3));
      store<i32>(left + at, load<i32>(nodes + ((<usize>first) << 2)));
      store<i32>(right + at, load<i32>(nodes + ((<usize>second) << 2)));
      store<f64>(heights + (at << 1), <f64>load<f32>(row + ((<usize>b) << 2)));
      store<f64>(merged + (at << 1), size + other);
      join(distances, stride, first, second, size, other, sizes, points, complete);
      store<f64>(sizes + ((<usize>first) << 3), size + other);
      store<i32>(nodes + ((<usize>first) << 2), points + merges);
      merges += 1;
      length -= 2;
    } else {
      store<i32>(chain + ((<usize>length) << 2), b);
      length += 1;
    }
  }
  store<i32>(table + (MERGES << 2), merges);
  store<i32>(table + (CHAIN_LENGTH << 2), length);
}

function nearestOf(row: usize, stride: i32, before: i32): i32 {
  let least = f32x4.splat(Infinity);
  const end = row + ((<usize>stride) << 2);
  for (let at = row; at < end; at += 16) least = f32x4.pmin(least, v128.load(at));
  const smallest = min(
    min(f32x4.extract_lane(least, 0), f32x4.extract_lane(least, 1)),
    min(f32x4.extract_lane(least, 2), f32x4.extract_lane(least, 3)),
  );
  if (before >= 0 && load<f32>(row + ((<usize>before) << 2)) === smallest) return before;
  const wanted = f32x4.splat(smallest);
  let slot = 0;
  for (let at = row; at < end; at += 16, slot += 4) {
    const lanes = i32x4.bitmask(f32x4.eq(v128.load(at), wanted));
    if (lanes !== 0) return slot + ctz(lanes);
  }
  return -1; // not reached: another cluster is left
}

/** The second cluster's row and column are emptied, the first's become those of both. */
function join(
  distances: usize,
  stride: i32,
  first: i32,
  second: i32,
  size: f64,
  other: f64,
  sizes: usize,
  points: i32,
  complete: i32,
): void {
  const bytes = (<usize>stride) << 2;
  const kept = distances + <usize>first * bytes;
  const gone = distances + <usize>second * bytes;
  store<f64>(sizes + ((<usize>second) << 3), 0);
  for (let j = 0; j < points; j++) {
    if (j === first || load<f64>(sizes + ((<usize>j) << 3)) === 0) continue;
    const at = (<usize>j) << 2;
    const one = load<f32>(kept + at);
    const two = load<f32>(gone + at);
    const both = complete !== 0 ? max(one, two) : <f32>((size * <f64>one + other * <f64>two) / (size + other));
    store<f32>(kept + at, both);
    const column = distances + <usize>j * bytes;
    store<f32>(column + ((<usize>first) << 2), both);
    store<f32>(column + ((<usize>second) << 2), Infinity);
  }
  store<f32>(kept + ((<usize>second) << 2), Infinity);
}
