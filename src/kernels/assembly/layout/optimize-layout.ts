import { BLOCKS, due, lookAt, SCRATCH, stepPoint, useForces } from "./layout-step";

/** Points of a block that one thread takes at a time. */
const CHUNK = 128;

/**
 * Epochs `first .. last` of a UMAP layout, shared by all threads that call this with the same arguments at one time;
 * one alone does the same work with the same bits.
 *
 * Each point is moved by its owner alone. Points move in interleaved blocks, one after the other; within a block each
 * point is pulled to where the epoch found the others of its block, and where it left those of earlier blocks. So there
 * are two copies of the layout: epoch e reads from copy e & 1 and writes the other.
 *
 * n, dims:          points and coordinates.
 * positions:        the two copies, one after the other, of `dims` planes of `plane` floats: one coordinate of each
 *                   point, then those of the first three points (in turn, where there are fewer) once more.
 * groups:           n + 1 i32: where the edges of each point start, in groups of four.
 * columns, weights: for each edge the other point and its weight, 16-byte aligned.
 * masks:            for each group, see `stepPoint`.
 * pushes:           for each point the mean number of groups of four points that push in an epoch.
 * progress:         three i32, zero before: tasks taken, tasks done, threads that came.
 * scratch:          48 bytes for each thread and coordinate, 16-byte aligned.
 */
export function optimizeLayout(
  n: i32,
  dims: i32,
  plane: i32,
  positions: usize,
  groups: usize,
  columns: usize,
  weights: usize,
  masks: usize,
  pushes: usize,
  a: f32,
  b: f32,
  gamma: f32,
  rate: f32,
  epochs: i32,
  first: i32,
  last: i32,
  key0: i32,
  key1: i32,
  progress: usize,
  scratch: usize,
): void {
  const stride = (<usize>plane) << 2;
  const copy = <usize>dims * stride;
  const chunks = ((n + BLOCKS - 1) / BLOCKS + CHUNK - 1) / CHUNK;
  const tasks = (last - first) * BLOCKS * chunks;
  const thread = atomic.add<i32>(progress + 8, 1);
  useForces(a, b, gamma, key0, key1, scratch + <usize>(thread * dims) * SCRATCH);
  for (let task = atomic.add<i32>(progress, 1); task < tasks; task = atomic.add<i32>(progress, 1)) {
    const phase = task / chunks;
    waitFor(phase * chunks, progress + 4);
    const epoch = first + phase / BLOCKS;
    const block = phase % BLOCKS;
    const from = positions + ((epoch & 1) === 0 ? 0 : copy);
    const across: isize = (epoch & 1) === 0 ? <isize>copy : -(<isize>copy);
    lookAt(from, stride, dims, n, <i32>across, block);
    const step = rate * (<f32>1 - <f32>epoch / <f32>epochs);
    const start = (task % chunks) * CHUNK;
    for (let t = start; t < start + CHUNK; t++) {
      const v = block + t * BLOCKS;
      if (v >= n) break;
      const at = (<usize>v) << 2;
      const group = load<i32>(groups + at);
      const own = from + at;
      stepPoint(
        own,
        own + across,
        stride,
        columns + ((<usize>group) << 4),
        weights + ((<usize>group) << 4),
        masks + ((<usize>group) << 2),
        load<i32>(groups + at, 4) - group,
        due(load<f32>(pushes + at), v, epoch),
        step,
        v,
        epoch,
      );
      if (v < 3) repeat(own + across - at, v, n, dims, stride);
    }
    atomic.add<i32>(progress + 4, 1);
    if ((task + 1) % chunks === 0) atomic.notify(progress + 4);
  }
}

/** Writes a point once more behind the last one of each plane. */
function repeat(planes: usize, v: i32, n: i32, dims: i32, stride: usize): void {
  for (let c = 0; c < dims; c++, planes += stride) {
    const value = load<f32>(planes + ((<usize>v) << 2));
    for (let again = v + n; again < n + 3; again += n) store<f32>(planes + ((<usize>again) << 2), value);
  }
}

/** Until the tasks before are done: those still at work are on other threads, and none of them waits for this one. */
function waitFor(count: i32, done: usize): void {
  for (let spins = 0; ; spins++) {
    const seen = atomic.load<i32>(done);
    if (seen >= count) return;
    if (spins > 2000) atomic.wait<i32>(done, seen, 50000);
  }
}
