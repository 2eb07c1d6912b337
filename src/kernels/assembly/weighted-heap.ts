/**
 * The nearest neighbours of one point whose weights together reach `need`: a heap of (squared distance f32, id i32)
 * pairs, 8 bytes each, farthest on top, farther meaning a larger (distance, id). The farthest leaves as soon as the
 * others weigh `need + slack` without it; `slack` > 0 guards fractional weights against rounding.
 */

// One heap at a time is filled on each thread; every thread has an instance of its own.
let heap: usize = 0;
let size: i32 = 0;
let total: f64 = 0;
let enough: f64 = 0;

/** Empties the heap at `pointer`. */
export function startHeap(pointer: usize, need: f64, slack: f64): void {
  heap = pointer;
  size = 0;
  total = 0;
  enough = need + slack;
}

/** A point at this squared distance or more cannot matter any more; Infinity until the weights suffice. */
export function heapBound(): f32 {
  return total >= enough ? load<f32>(heap) : Infinity;
}

export function heapPush(distance: f32, id: i32, weights: usize): void {
  total += load<f64>(weights + ((<usize>id) << 3));
  siftUp(size++, distance, id);
  while (size > 0) {
    const rest = total - load<f64>(weights + ((<usize>load<i32>(heap + 4)) << 3));
    if (rest < enough) break;
    total = rest;
    heapPop();
  }
}

/** Sorts the heap to ascending order and returns the squared distance at which the weights reach `need`. */
export function heapRadius(need: f64, weights: usize): f32 {
  const count = size;
  while (size > 1) {
    const distance = load<f32>(heap);
    const id = load<i32>(heap + 4);
    heapPop();
    put(size, distance, id);
  }
  let sum: f64 = 0;
  let radius: f32 = 0;
  for (let i = 0; i < count && sum < need; i++) {
    radius = load<f32>(heap + ((<usize>i) << 3));
    sum += load<f64>(weights + ((<usize>load<i32>(heap + ((<usize>i) << 3) + 4)) << 3));
  }
  size = count;
  return radius;
}

/** Removes the top. */
function heapPop(): void {
  size -= 1;
  const last = heap + ((<usize>size) << 3);
  siftDown(load<f32>(last), load<i32>(last + 4));
}

function siftUp(start: i32, distance: f32, id: i32): void {
  let at = start;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!farther(distance, id, parent)) break;
    copy(parent, at);
    at = parent;
  }
  put(at, distance, id);
}

/** Places an entry from the top downwards among the first `size` entries. */
function siftDown(distance: f32, id: i32): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    const right = heap + ((<usize>(child + 1)) << 3);
    if (child + 1 < size && farther(load<f32>(right), load<i32>(right + 4), child)) child += 1;
    if (farther(distance, id, child)) break;
    copy(child, at);
    at = child;
  }
  put(at, distance, id);
}

function farther(distance: f32, id: i32, than: i32): bool {
  const other = load<f32>(heap + ((<usize>than) << 3));
  return distance > other || (distance === other && id > load<i32>(heap + ((<usize>than) << 3) + 4));
}

function put(at: i32, distance: f32, id: i32): void {
  store<f32>(heap + ((<usize>at) << 3), distance);
  store<i32>(heap + ((<usize>at) << 3) + 4, id);
}

function copy(from: i32, to: i32): void {
  store<u64>(heap + ((<usize>to) << 3), load<u64>(heap + ((<usize>from) << 3)));
}
