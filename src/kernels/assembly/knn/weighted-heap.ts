/**
 * The nearest neighbors of one point whose weights together reach enough: a heap of (squared distance f32, id i32)
 * pairs, 8 bytes each, farthest on top, farther meaning a larger (distance, id). The farthest leaves as soon as the
 * others weigh enough without it. A heap begins with `HEAP_HEADER` bytes: its total and enough (f64), its size (i32).
 */
export const HEAP_HEADER: usize = 32;

/** An empty heap at `heap`. Fractional weights want `enough` a little above the weight that is needed. */
export function startHeap(heap: usize, enough: f64): void {
  store<f64>(heap, 0);
  store<f64>(heap + 8, enough);
  store<i32>(heap + 16, 0);
}

/** A point at this squared distance or more no longer matters; Infinity until the weights suffice. */
export function heapBound(heap: usize): f32 {
  return load<f64>(heap) >= load<f64>(heap + 8) ? load<f32>(heap + HEAP_HEADER) : Infinity;
}

export function heapSize(heap: usize): i32 {
  return load<i32>(heap + 16);
}

export function heapPush(heap: usize, distance: f32, id: i32, weights: usize): void {
  const enough = load<f64>(heap + 8);
  let total = load<f64>(heap) + load<f64>(weights + ((<usize>id) << 3));
  const entries = heap + HEAP_HEADER;
  let size = heapSize(heap);
  const spared = size > 0 ? total - load<f64>(weights + ((<usize>load<i32>(entries + 4)) << 3)) : -1;
  if (spared >= enough && !farther(entries, distance, id, 0)) {
    siftDown(entries, size, distance, id); // the farthest gives its place at once
    total = spared;
  } else {
    siftUp(entries, size, distance, id);
    size += 1;
  }
  while (size > 0) {
    const rest = total - load<f64>(weights + ((<usize>load<i32>(entries + 4)) << 3));
    if (rest < enough) break;
    total = rest;
    size -= 1;
    removeTop(entries, size);
  }
  store<i32>(heap + 16, size);
  store<f64>(heap, total);
}

/**
 * Sorts the heap to ascending order and returns the squared distance at which the weights reach `minWeight`; the
 * largest where they do not.
 */
export function heapRadius(heap: usize, minWeight: f64, weights: usize): f32 {
  const entries = heap + HEAP_HEADER;
  const count = heapSize(heap);
  for (let size = count - 1; size > 0; size--) {
    const distance = load<f32>(entries);
    const id = load<i32>(entries + 4);
    removeTop(entries, size);
    put(entries, size, distance, id);
  }
  let sum: f64 = 0;
  let radius: f32 = 0;
  for (let i = 0; i < count && sum < minWeight; i++) {
    radius = load<f32>(entries + ((<usize>i) << 3));
    sum += load<f64>(weights + ((<usize>load<i32>(entries + ((<usize>i) << 3) + 4)) << 3));
  }
  return radius;
}

/** Removes the top, leaving `size` entries. */
function removeTop(entries: usize, size: i32): void {
  const last = entries + ((<usize>size) << 3);
  siftDown(entries, size, load<f32>(last), load<i32>(last + 4));
}

function siftUp(entries: usize, start: i32, distance: f32, id: i32): void {
  let at = start;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!farther(entries, distance, id, parent)) break;
    copy(entries, parent, at);
    at = parent;
  }
  put(entries, at, distance, id);
}

/** Places an entry from the top downwards among the first `size` entries. */
function siftDown(entries: usize, size: i32, distance: f32, id: i32): void {
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= size) break;
    const right = entries + ((<usize>(child + 1)) << 3);
    if (child + 1 < size && farther(entries, load<f32>(right), load<i32>(right + 4), child)) child += 1;
    if (farther(entries, distance, id, child)) break;
    copy(entries, child, at);
    at = child;
  }
  put(entries, at, distance, id);
}

function farther(entries: usize, distance: f32, id: i32, than: i32): bool {
  const other = load<f32>(entries + ((<usize>than) << 3));
  return distance > other || (distance === other && id > load<i32>(entries + ((<usize>than) << 3) + 4));
}

function put(entries: usize, at: i32, distance: f32, id: i32): void {
  store<f32>(entries + ((<usize>at) << 3), distance);
  store<i32>(entries + ((<usize>at) << 3) + 4, id);
}

function copy(entries: usize, from: i32, to: i32): void {
  store<u64>(entries + ((<usize>to) << 3), load<u64>(entries + ((<usize>from) << 3)));
}
