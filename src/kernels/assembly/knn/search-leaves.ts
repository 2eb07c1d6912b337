import { squaredTile } from "./squared-tile";

/** Marks an index in a list as new since the round before. */
const NEW: i32 = 0x40000000;
const INDEX: i32 = 0x3fffffff;

// The lists; globals of the instance, so that each thread has its own.
let k: i32 = 0;
let ids: usize = 0;
let spans: usize = 0;
let half: bool = false;

/**
 * Exact neighbors within the leaves `first .. last` of a tree, merged into the points' lists; each distance is
 * computed once for both ends, with the bits of `nearestRows`.
 *
 * order, starts: the points by leaf, and where each leaf starts, and one more.
 * data:          rows of `stride` floats, a multiple of 4, 16-byte aligned, padding zero.
 * halved:        0 for distances, 1 for half squares.
 * indices, distances: `size` a point, ascending by (distance, index); unused places hold -1 and Infinity. What comes in
 *                is marked as new by bit 30.
 * panels:        scratch of the largest leaf, its size rounded up to 4, times stride + 1 floats, and 16 more; 16-byte
 * aligned.
 */
export function searchLeaves(
  first: i32,
  last: i32,
  order: usize,
  starts: usize,
  data: usize,
  stride: i32,
  halved: i32,
  size: i32,
  indices: usize,
  distances: usize,
  panels: usize,
): void {
  k = size;
  ids = indices;
  spans = distances;
  half = halved !== 0;
  for (let leaf = first; leaf < last; leaf++) {
    const start = load<i32>(starts + ((<usize>leaf) << 2));
    const count = load<i32>(starts + ((<usize>leaf) << 2), 4) - start;
    searchLeaf(order + ((<usize>start) << 2), count, data, stride, panels);
  }
}

function searchLeaf(members: usize, count: i32, data: usize, stride: i32, panels: usize): void {
  const panelBytes = (<usize>stride) << 4;
  const tiles = (count + 3) >> 2;
  const tile = panels + <usize>tiles * panelBytes;
  const bounds = tile + 64;
  for (let m = 0; m < tiles; m++) {
    fillPanel(members, 4 * m, count, data, stride, panels + <usize>m * panelBytes);
    for (let i = 4 * m; i < 4 * m + 4; i++) {
      store<f32>(bounds + ((<usize>i) << 2), i < count ? farthestOf(member(members, i)) : -1);
    }
  }
  for (let a = 0; a < tiles; a++) {
    for (let b = a; b < tiles; b++) {
      squaredTile(panels + <usize>a * panelBytes, panels + <usize>b * panelBytes, stride, tile);
      for (let i = 0; i < 4; i++) {
        const squares = v128.load(tile + ((<usize>i) << 4));
        const row = half ? f32x4.mul(squares, f32x4.splat(0.5)) : f32x4.sqrt(squares);
        const left = 4 * a + i;
        const bound = bounds + ((<usize>left) << 2);
        const others = bounds + ((<usize>b) << 4);
        let near = i32x4.bitmask(f32x4.le(row, f32x4.pmax(v128.load32_splat(bound), v128.load(others))));
        if (a === b) near &= 14 << i;
        if (near === 0 || left >= count) continue;
        v128.store(tile + ((<usize>i) << 4), row);
        while (near !== 0) {
          const j = ctz(near);
          near &= near - 1;
          const right = 4 * b + j;
          if (right >= count) break;
          const distance = load<f32>(tile + ((<usize>(4 * i + j)) << 2));
          const p = member(members, left);
          const q = member(members, right);
          if (offer(p, q, distance)) store<f32>(bound, farthestOf(p));
          if (offer(q, p, distance)) store<f32>(others + ((<usize>j) << 2), farthestOf(q));
        }
      }
    }
  }
}

/** Members `first` .. `first + 3` by columns; the last member stands for those there are not. */
function fillPanel(members: usize, first: i32, count: i32, data: usize, stride: i32, panel: usize): void {
  const r0 = rowOf(member(members, first), data, stride);
  const r1 = rowOf(member(members, min(first + 1, count - 1)), data, stride);
  const r2 = rowOf(member(members, min(first + 2, count - 1)), data, stride);
  const r3 = rowOf(member(members, min(first + 3, count - 1)), data, stride);
  for (let at: usize = 0; at < (<usize>stride) << 2; at += 16, panel += 64) {
    const x0 = v128.load(r0 + at);
    const x1 = v128.load(r1 + at);
    const x2 = v128.load(r2 + at);
    const x3 = v128.load(r3 + at);
    const low01 = v128.shuffle<f32>(x0, x1, 0, 4, 1, 5);
    const low23 = v128.shuffle<f32>(x2, x3, 0, 4, 1, 5);
    const high01 = v128.shuffle<f32>(x0, x1, 2, 6, 3, 7);
    const high23 = v128.shuffle<f32>(x2, x3, 2, 6, 3, 7);
    v128.store(panel, v128.shuffle<f32>(low01, low23, 0, 1, 4, 5));
    v128.store(panel, v128.shuffle<f32>(low01, low23, 2, 3, 6, 7), 16);
    v128.store(panel, v128.shuffle<f32>(high01, high23, 0, 1, 4, 5), 32);
    v128.store(panel, v128.shuffle<f32>(high01, high23, 2, 3, 6, 7), 48);
  }
}

function rowOf(point: i32, data: usize, stride: i32): usize {
  return data + ((<usize>(point * stride)) << 2);
}

/** The distance at which a point's list ends. */
function farthestOf(point: i32): f32 {
  return load<f32>(spans + ((<usize>(point * k + k - 1)) << 2));
}

function member(members: usize, m: i32): i32 {
  return load<i32>(members + ((<usize>m) << 2));
}

/** Puts a candidate into the list of a point, unless it is there or all there are nearer; whether it came in. */
function offer(point: i32, id: i32, distance: f32): bool {
  const start = (<usize>(point * k)) << 2;
  let at = start + ((<usize>(k - 1)) << 2);
  if (!before(distance, id, at)) return false;
  while (at > start && before(distance, id, at - 4)) at -= 4;
  if (at > start && load<f32>(spans + at - 4) === distance && indexAt(at - 4) === id) return false;
  for (let to = start + ((<usize>(k - 1)) << 2); to > at; to -= 4) {
    store<f32>(spans + to, load<f32>(spans + to - 4));
    store<i32>(ids + to, load<i32>(ids + to - 4));
  }
  store<f32>(spans + at, distance);
  store<i32>(ids + at, id | NEW);
  return true;
}

function before(distance: f32, id: i32, at: usize): bool {
  const there = load<f32>(spans + at);
  return distance < there || (distance === there && id < indexAt(at));
}

function indexAt(at: usize): i32 {
  const marked = load<i32>(ids + at);
  return marked < 0 ? marked : marked & INDEX;
}
