import type { Matrix } from "../core";
import { type Checkpoint, matrix, randomKeys, row, sum } from "../core/internal";
import {
  gatherRows,
  growTree,
  integerRows,
  KernelMemory,
  leafScratch,
  NEW_NEIGHBOR,
  type NeighborLists,
  type PaddedRows,
  type ProjectionTree,
  projectionTree,
  refineNeighbors,
  refineScratch,
  reverseNeighbors,
  searchLeaves,
} from "../kernels";
import type { WorkerPool } from "../parallel";
import { integerScale } from "./integer-scale";
import { nearest } from "./nearest";
import type { KnnGraph, Metric } from "./types";

/** Trees to begin with, and those added each time the recall is not enough. */
const TREES = 4;
const SMALLEST_LEAF = 128;
const KEYS = randomKeys(0, "neighbors/trees");
/** Calls that the leaves of a tree are searched by, at most, and leaves that one call searches, at least. */
const LEAF_CALLS = 64;
const LEAVES_PER_CALL = 16;
/** Neighbors followed beside those asked for. */
const SPARE = 1;
const ROUNDS = 8;
/** A round that changes fewer of the entries is the last. */
const FEW_CHANGES = 0.001;
/**
 * Calls of a round, at most, and points that one call refines, at least; and calls that look for the holders of points.
 */
const ROUND_CALLS = 128;
const POINTS_PER_CALL = 256;
const REVERSE_CALLS = 8;
const GATHER_CALLS = 16;
const SAMPLE = 256;
/** So much of the sample's neighbors end the search. */
const ENOUGH_RECALL = 0.995;
const LEAST_RECALL = 0.99;
const ATTEMPTS = 4;

interface LeafSearch {
  readonly padded: PaddedRows;
  readonly measure: "distance" | "half-square";
  readonly lists: NeighborLists;
  readonly scratches: readonly Float32Array[];
}

interface Work {
  readonly k: number;
  readonly metric: Metric;
  readonly pool: WorkerPool;
  readonly at: Checkpoint;
}

/**
 * Nearly all k nearest neighbors of each row: random projection trees, whose leaves are searched exactly, then nearest
 * neighbor descent (Dong, Charikar & Li 2011), each point refining its own list from those of the round before.
 *
 * All work is done on the rows in the order of the first tree's leaves. A sample of rows is searched exactly; while
 * less than .99 of their neighbors are found, more trees are added. Distances have the bits of the exact search.
 *
 * @param rows in the coordinates of `metricRows`.
 */
export async function approximatelyNearest(rows: Matrix, { k, metric, pool, at }: Work): Promise<KnnGraph> {
  using memory = KernelMemory.acquire();
  const size = Math.min(k + SPARE, rows.rows - 1);
  const measure = metric === "cosine" ? "half-square" : "distance";
  const leafSize = Math.max(SMALLEST_LEAF, 4 * size);
  const trees = Array.from({ length: TREES }, () => projectionTree(memory, rows.rows, leafSize));
  const { padded, origin } = await inOrderOfTree(memory, rows, trees[0]!, pool, at.part(0, 0.02));
  const capacity = rows.rows * size;
  let lists = { indices: memory.int32(capacity).fill(-1), distances: memory.float32(capacity), k: size };
  lists.distances.fill(Number.POSITIVE_INFINITY);
  let refined = { indices: memory.int32(capacity), distances: memory.float32(capacity), k: size };
  const reverse = { counts: memory.int32(rows.rows), holders: memory.int32(capacity) };
  const blocks = spans(rows.rows, ROUND_CALLS, POINTS_PER_CALL).map((span) => ({
    span,
    scratch: memory.int32(refineScratch(size)),
  }));
  const scratches = Array.from({ length: LEAF_CALLS }, () => memory.float32(leafScratch(leafSize, padded.stride)));
  const screen = integerRows(memory, padded, integerScale({ data: rows.data, cols: rows.cols, scale: 1 }));
  await pool.run(memory, screen.calls, at.part(0.02, 0.02));
  const { sample, truth } = await exactSample(rows, origin, { k, metric, pool, at: at.part(0.02, 0.05) });

  for (let attempt = 0; ; attempt++) {
    const part = at.part(0.05 + (0.95 * attempt) / ATTEMPTS, 0.05 + (0.95 * (attempt + 1)) / ATTEMPTS);
    const grown = attempt === 0 ? trees.slice(1) : trees; // the first orders the rows at first
    const growing = grown.map((tree, t) => growTree(tree, padded, KEYS, attempt * TREES + t + 1));
    await growAll(growing, memory, pool, part.part(0, 0.1));
    for (const [t, tree] of trees.entries()) {
      const calls = leafCalls(tree, { padded, measure, lists, scratches });
      await pool.run(memory, calls, part.part(0.1 + (0.2 * t) / TREES, 0.1 + (0.2 * (t + 1)) / TREES));
    }
    let recall = 0;
    for (let round = 0; round < ROUNDS && recall < ENOUGH_RECALL; round++) {
      const reversing = spans(rows.rows, REVERSE_CALLS).map((span) => reverseNeighbors(span, lists, reverse));
      await pool.run(memory, reversing);
      const calls = blocks.map(({ span, scratch }) =>
        refineNeighbors(span, padded, screen.integers, measure, lists, reverse, refined, scratch),
      );
      const changes = await pool.run(
        memory,
        calls,
        part.part(0.3 + (0.7 * round) / ROUNDS, 0.3 + (0.7 * (round + 1)) / ROUNDS),
      );
      [lists, refined] = [refined, lists];
      recall = recallOf(lists, sample, truth);
      if (sum(changes) < FEW_CHANGES * capacity) break;
    }
    if (recall >= LEAST_RECALL || attempt === ATTEMPTS - 1) return { ...inOrderOfRows(lists, origin, k), recall };
  }
}

/**
 * Rows in the order of a tree's leaves, which is that of `tree` from here on, and the row that each comes from. Rows
 * that are near each other stand near each other in memory, so that a point's neighbors are found in the caches.
 */
async function inOrderOfTree(
  memory: KernelMemory,
  rows: Matrix,
  tree: ProjectionTree,
  pool: WorkerPool,
  at: Checkpoint,
): Promise<{ padded: PaddedRows; origin: Int32Array }> {
  const stride = (rows.cols + 3) & ~3;
  const padded = { ...rows, data: memory.float32(rows.rows * stride), stride };
  using _given = memory.borrow();
  const given = memory.rows(rows);
  await growAll([growTree(tree, given, KEYS, 0)], memory, pool, at);
  const calls = spans(rows.rows, GATHER_CALLS).map((span) => gatherRows(span, tree, given, padded));
  await pool.run(memory, calls, at.part(1, 1));
  const origin = tree.order.slice();
  for (let i = 0; i < origin.length; i++) tree.order[i] = i;
  return { padded, origin };
}

/** Makes trees side by side. */
async function growAll(
  trees: readonly ReturnType<typeof growTree>[],
  memory: KernelMemory,
  pool: WorkerPool,
  at: Checkpoint,
): Promise<void> {
  const tops = trees.flatMap(([top]) => top);
  const below = trees.flatMap(([, below]) => below);
  await pool.run(memory, tops, at.part(0, 0.2));
  await pool.run(memory, below, at.part(0.2, 1));
}

/** Spans of about as many rows each, at most this many. */
function spans(rows: number, most: number, least = 1): (readonly [number, number])[] {
  const step = Math.max(least, Math.ceil(rows / most));
  return Array.from({ length: Math.ceil(rows / step) }, (_, s) => [s * step, Math.min((s + 1) * step, rows)] as const);
}

/** Searches of a tree's leaves, each point in one of them, so that any may run at any time. */
function leafCalls(tree: ProjectionTree, { padded, measure, lists, scratches }: LeafSearch) {
  return spans(tree.starts.length - 1, scratches.length, LEAVES_PER_CALL).map((span, call) =>
    searchLeaves(span, tree, padded, measure, lists, scratches[call]!),
  );
}

/** Exact neighbors of rows spread evenly over all in the order of `origin`, to measure the recall by. */
async function exactSample(
  rows: Matrix,
  origin: Int32Array,
  work: Work,
): Promise<{ sample: Int32Array; truth: KnnGraph }> {
  const count = Math.min(SAMPLE, rows.rows);
  const sample = Int32Array.from({ length: count }, (_, s) => Math.floor((s * rows.rows) / count));
  const queries = matrix(count, rows.cols);
  for (const [s, i] of sample.entries()) queries.data.set(row(rows, origin[i]!), s * rows.cols);
  const truth = await nearest(queries, rows, { ...work, k: Math.min(work.k + 1, rows.rows) });
  return { sample, truth };
}

/** Share of the sampled rows' neighbors that are found, or others as near. */
function recallOf({ distances, k: size }: NeighborLists, sample: Int32Array, truth: KnnGraph): number {
  const k = truth.k - 1; // the row itself is in its exact list
  let found = 0;
  for (const [s, i] of sample.entries()) {
    const farthest = truth.distances[s * truth.k + k]!;
    for (let j = 0; j < k; j++) if (distances[i * size + j]! <= farthest) found++;
  }
  return found / (sample.length * k);
}

/** The k nearest of each row, rows and neighbors by the numbers they came with, ascending by (distance, index). */
function inOrderOfRows({ indices, distances, k: size }: NeighborLists, origin: Int32Array, k: number): KnnGraph {
  const rows = origin.length;
  const graph = { indices: new Int32Array(rows * k), distances: new Float32Array(rows * k), rows, k };
  for (let i = 0; i < rows; i++) {
    const to = origin[i]! * k;
    for (let j = 0; j < k; j++) {
      const distance = distances[i * size + j]!;
      const id = origin[indices[i * size + j]! & (NEW_NEIGHBOR - 1)]!;
      let at = to + j;
      for (; at > to && graph.distances[at - 1] === distance && graph.indices[at - 1]! > id; at--) {
        graph.indices[at] = graph.indices[at - 1]!;
      }
      graph.indices[at] = id;
      graph.distances[to + j] = distance;
    }
  }
  return graph;
}
