import { BLOCKS, due, lookAt, stepPoint } from "./layout-step";

/** Points of a block that one thread takes at a time. */
const CHUNK = 64;

/**
 * Epochs `first .. last` of a UMAP layout, shared by all threads that call this with the same arguments at one time; one
 * alone does the same work with the same bits.
 *
 * Each point is moved by its owner alone. Points move in 16 interleaved blocks, one after the other; within a block each
 * point sees the others of its block where the epoch found them, those of earlier blocks where it left them. So there are
 * two copies of the layout: epoch e reads from copy e & 1 and writes the other.
 *
 * n, quads:         points, and vectors of four floats a point.
 * positions:        the two copies, 16-byte aligned, one after the other.
 * groups:           n + 1 i32: where the edges of each point start, in groups of four.
 * columns, weights: for each edge the other point and its weight, 16-byte aligned.
 * pushes:           for each point the mean number of groups of four random points an epoch.
 * progress:         two i32, zero before: tasks taken, tasks done.
 */
export function optimizeLayout(
  n: i32,
  quads: i32,
  positions: usize,
  groups: usize,
  columns: usize,
  weights: usize,
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
): void {
  const bytes = (<usize>quads) << 4;
  const copy = <usize>n * bytes;
  const chunks = ((n + BLOCKS - 1) / BLOCKS + CHUNK - 1) / CHUNK;
  const tasks = (last - first) * BLOCKS * chunks;
  for (let task = atomic.add<i32>(progress, 1); task < tasks; task = atomic.add<i32>(progress, 1)) {
    const phase = task / chunks;
    waitFor(phase * chunks, progress + 4);
    const epoch = first + phase / BLOCKS;
    const block = phase % BLOCKS;
    const from = positions + ((epoch & 1) === 0 ? 0 : copy);
    const across: isize = (epoch & 1) === 0 ? <isize>copy : -(<isize>copy);
    lookAt(from, bytes, across, block);
    const step = rate * (<f32>1 - <f32>epoch / <f32>epochs);
    const start = (task % chunks) * CHUNK;
    for (let t = start; t < start + CHUNK; t++) {
      const v = block + t * BLOCKS;
      if (v >= n) break;
      const seen = from + <usize>v * bytes;
      const own = seen + across;
      memory.copy(own, seen, bytes);
      const group = load<i32>(groups + ((<usize>v) << 2));
      const edges = (<usize>group) << 4;
      stepPoint(
        own,
        quads,
        columns + edges,
        weights + edges,
        load<i32>(groups + ((<usize>v) << 2), 4) - group,
        due(load<f32>(pushes + ((<usize>v) << 2)), v, epoch),
        step,
        a,
        b,
        gamma,
        key0,
        key1,
        v,
        epoch,
        n,
      );
    }
    atomic.add<i32>(progress + 4, 1);
    if ((task + 1) % chunks === 0) atomic.notify(progress + 4);
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
