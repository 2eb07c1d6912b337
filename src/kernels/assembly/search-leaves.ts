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
 * Exact neighbours within the leaves `first .. last` of a tree, merged into the points' lists; each distance is computed once
 * for both ends, with the bits of `nearestRows`.
 *
 * order, starts: the points by leaf, and where each leaf starts, and one more.
 * data:          rows of `stride` floats, a multiple of 4, 16-byte aligned, padding zero.
 * halved:        0 for distances, 1 for half squares.
 * indices, distances: `size` a point, ascending by (distance, index); unused places hold -1 and Infinity. What comes in is
 *                marked as new by bit 30.
 * panels:        scratch of the largest leaf, its size rounded up to 4, times stride floats, and 16 more; 16-byte aligned.
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
  for (let m = 0; m < tiles << 2; m++) {
    const row = data + ((<usize>(member(members, m < count ? m : count - 1) * stride)) << 2);
    const to = panels + <usize>(m >> 2) * panelBytes + ((<usize>(m & 3)) << 2);
    for (let j = 0; j < stride; j++) store<f32>(to + ((<usize>j) << 4), load<f32>(row + ((<usize>j) << 2)));
  }
  for (let a = 0; a < tiles; a++) {
    for (let b = a; b < tiles; b++) {
      squaredTile(panels + <usize>a * panelBytes, panels + <usize>b * panelBytes, stride, tile);
      for (let i = 0; i < 4; i++) {
        const left = 4 * a + i;
        if (left >= count) break;
        const row = v128.load(tile + ((<usize>i) << 4));
        v128.store(tile + ((<usize>i) << 4), half ? f32x4.mul(row, f32x4.splat(0.5)) : f32x4.sqrt(row));
        const p = member(members, left);
        for (let j = a === b ? i + 1 : 0; j < 4; j++) {
          const right = 4 * b + j;
          if (right >= count) break;
          const q = member(members, right);
          const distance = load<f32>(tile + ((<usize>(4 * i + j)) << 2));
          offer(p, q, distance);
          offer(q, p, distance);
        }
      }
    }
  }
}

function member(members: usize, m: i32): i32 {
  return load<i32>(members + ((<usize>m) << 2));
}

/** Puts a candidate into the list of a point, unless it is there or all there are nearer. */
function offer(point: i32, id: i32, distance: f32): void {
  const start = (<usize>(point * k)) << 2;
  let at = start + ((<usize>(k - 1)) << 2);
  if (!before(distance, id, at)) return;
  while (at > start && before(distance, id, at - 4)) at -= 4;
  if (at > start && load<f32>(spans + at - 4) === distance && indexAt(at - 4) === id) return;
  for (let to = start + ((<usize>(k - 1)) << 2); to > at; to -= 4) {
    store<f32>(spans + to, load<f32>(spans + to - 4));
    store<i32>(ids + to, load<i32>(ids + to - 4));
  }
  store<f32>(spans + at, distance);
  store<i32>(ids + at, id | NEW);
}

function before(distance: f32, id: i32, at: usize): bool {
  const there = load<f32>(spans + at);
  return distance < there || (distance === there && id < indexAt(at));
}

function indexAt(at: usize): i32 {
  const marked = load<i32>(ids + at);
  return marked < 0 ? marked : marked & INDEX;
}
