import { second, threefry } from "../shared/threefry";

// The tree being made; globals of the instance, so that each thread has its own.
let order: usize = 0;
let keys: usize = 0;
let data: usize = 0;
let bytes: usize = 0;
let leafSize: i32 = 0;
let key0: i32 = 0;
let key1: i32 = 0;
let tree: i32 = 0;

/**
 * A part of a random projection tree (Dasgupta & Freund 2008): points are halved, again and again, at the median along
 * the line through two of them drawn at random, until a part has no more than `size`, but `levels` times at most. The
 * first of two halves has the smaller half of an odd number.
 *
 * points:     rows of `stride` floats, a multiple of 4, 16-byte aligned, padding zero.
 * newOrder:   i32, of which [start, end) is the part of this call; becomes the points by leaf.
 * along:      scratch of a float for each point.
 * node:       1 for all points, 2 i and 2 i + 1 for the halves of node i; with the number of the tree and the key it
 *             decides the draws.
 */
export function projectionTree(
  points: usize,
  stride: i32,
  size: i32,
  newOrder: usize,
  along: usize,
  newKey0: i32,
  newKey1: i32,
  number: i32,
  start: i32,
  end: i32,
  node: i32,
  levels: i32,
): void {
  order = newOrder;
  keys = along;
  data = points;
  bytes = (<usize>stride) << 2;
  leafSize = size;
  key0 = newKey0;
  key1 = newKey1;
  tree = number;
  split(start, end, node, levels);
}

function split(start: i32, end: i32, node: i32, levels: i32): void {
  const count = end - start;
  if (count <= leafSize || levels === 0) return;
  const draws = threefry(key0, key1, i32x4.splat(tree), i32x4.splat(node));
  const a = data + <usize>at(start + chosen(i32x4.extract_lane(draws, 0), count)) * bytes;
  const b = data + <usize>at(start + chosen(i32x4.extract_lane(second, 0), count)) * bytes;
  for (let p = start; p < end; p++) {
    const i = at(p);
    const row = data + <usize>i * bytes;
    let sums = f32x4.splat(0);
    for (let j: usize = 0; j < bytes; j += 16) {
      const direction = f32x4.sub(v128.load(a + j), v128.load(b + j));
      sums = f32x4.add(sums, f32x4.mul(v128.load(row + j), direction));
    }
    const sum =
      f32x4.extract_lane(sums, 0) +
      f32x4.extract_lane(sums, 1) +
      (f32x4.extract_lane(sums, 2) + f32x4.extract_lane(sums, 3));
    store<f32>(keys + ((<usize>i) << 2), sum);
  }
  const middle = start + (count >> 1);
  select(start, end - 1, middle);
  split(start, middle, 2 * node, levels - 1);
  split(middle, end, 2 * node + 1, levels - 1);
}

/** Puts the n-th of `order[low .. high]` by (key, index) in its place, smaller ones before it, larger ones behind. */
function select(low: i32, high: i32, n: i32): void {
  while (low < high) {
    const pivot = at((low + high) >> 1);
    const key = keyOf(pivot);
    let i = low;
    let j = high;
    while (i <= j) {
      while (before(at(i), key, pivot)) i++;
      while (behind(at(j), key, pivot)) j--;
      if (i > j) break;
      const kept = at(i);
      store<i32>(order + ((<usize>i) << 2), at(j));
      store<i32>(order + ((<usize>j) << 2), kept);
      i++;
      j--;
    }
    if (n <= j) high = j;
    else if (n >= i) low = i;
    else return;
  }
}

function before(i: i32, key: f32, pivot: i32): bool {
  const own = keyOf(i);
  return own < key || (own === key && i < pivot);
}

function behind(i: i32, key: f32, pivot: i32): bool {
  const own = keyOf(i);
  return own > key || (own === key && i > pivot);
}

function at(place: i32): i32 {
  return load<i32>(order + ((<usize>place) << 2));
}

function keyOf(i: i32): f32 {
  return load<f32>(keys + ((<usize>i) << 2));
}

function chosen(bits: i32, count: i32): i32 {
  return <i32>((<u64>(<u32>bits) * <u64>count) >> 32);
}
