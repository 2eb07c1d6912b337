import { type Checkpoint, type Matrix, matrix, randomKeys } from "../core";
import {
  growTree,
  integerRows,
  KernelMemory,
  leafScratch,
  NEW_NEIGHBOR,
  type NeighborLists,
  type PaddedRows,
  type ProjectionTree,
  projectionTree,
  type ReverseLists,
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
/** Calls that the leaves of a tree are searched by, at most, and leaves that one call searches, at least. */
const LEAF_CALLS = 64;
const LEAVES_PER_CALL = 16;
/** Neighbours followed beside those asked for. */
const SPARE = 1;
const ROUNDS = 8;
/** A round that changes fewer of the entries is the last. */
const FEW_CHANGES = 0.001;
/** Calls of a round, at most, and points that one call refines, at least; and calls that look for the holders of points. */
const ROUND_CALLS = 128;
const POINTS_PER_CALL = 256;
const REVERSE_CALLS = 8;
const SAMPLE = 256;
/** So much of the sample's neighbours end the search. */
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
 * Nearly all k nearest neighbours of each row: random projection trees, whose leaves are searched exactly, then nearest
 * neighbour descent (Dong, Charikar & Li 2011), each point refining its own list from those of the round before.
 *
 * A sample of rows is searched exactly; while less than .99 of their neighbours are found, more trees are added. Distances
 * have the bits of the exact search.
 *
 * @param rows in the coordinates of `metricRows`.
 */
export async function approximatelyNearest(rows: Matrix, { k, metric, pool, at }: Work): Promise<KnnGraph> {
  using memory = KernelMemory.acquire();
  const size = Math.min(k + SPARE, rows.rows - 1);
  const measure = metric === "cosine" ? "half-square" : "distance";
  const padded = memory.rows(rows);
  const capacity = rows.rows * size;
  let lists = { indices: memory.int32(capacity).fill(-1), distances: memory.float32(capacity), k: size };
  lists.distances.fill(Number.POSITIVE_INFINITY);
  let refined = { indices: memory.int32(capacity), distances: memory.float32(capacity), k: size };
  const reverse = { counts: memory.int32(rows.rows), holders: memory.int32(capacity) };
  const step = Math.max(POINTS_PER_CALL, Math.ceil(rows.rows / ROUND_CALLS));
  const blocks = Math.ceil(rows.rows / step);
  const scratch = memory.int32(blocks * refineScratch(size));
  const leafSize = Math.max(SMALLEST_LEAF, 4 * size);
  const trees = Array.from({ length: TREES }, () => projectionTree(memory, rows.rows, leafSize));
  const scratches = Array.from({ length: LEAF_CALLS }, () => memory.float32(leafScratch(leafSize, padded.stride)));
  const keys = randomKeys(0, "neighbors/trees");
  const screen = integerRows(memory, padded, integerScale({ data: rows.data, cols: rows.cols, scale: 1 }));
  await pool.run(memory, screen.calls, at.part(0, 0));
  const { sample, truth } = await exactSample(rows, { k, metric, pool, at: at.part(0, 0.05) });

  for (let attempt = 0; ; attempt++) {
    const part = at.part(0.05 + (0.95 * attempt) / ATTEMPTS, 0.05 + (0.95 * (attempt + 1)) / ATTEMPTS);
    const grow = trees.map((tree, t) => growTree(tree, padded, keys, attempt * TREES + t));
    const leaves = await pool.run(memory, grow, part.part(0, 0.1));
    for (const [t, tree] of trees.entries()) {
      const calls = leafCalls(tree, leaves[t]!, { padded, measure, lists, scratches });
      await pool.run(memory, calls, part.part(0.1 + (0.2 * t) / TREES, 0.1 + (0.2 * (t + 1)) / TREES));
    }
    let recall = 0;
    for (let round = 0; round < ROUNDS && recall < ENOUGH_RECALL; round++) {
      await pool.run(memory, reverseCalls(lists, reverse));
      const calls = Array.from({ length: blocks }, (_, block) => {
        const range = [block * step, Math.min((block + 1) * step, rows.rows)] as const;
        const own = scratch.subarray(block * refineScratch(size), (block + 1) * refineScratch(size));
        return refineNeighbors(range, padded, screen.integers, measure, lists, reverse, refined, own);
      });
      const changes = await pool.run(
        memory,
        calls,
        part.part(0.3 + (0.7 * round) / ROUNDS, 0.3 + (0.7 * (round + 1)) / ROUNDS),
      );
      [lists, refined] = [refined, lists];
      recall = recallOf(lists, sample, truth);
      if (changes.reduce((sum, value) => sum + value, 0) < FEW_CHANGES * capacity) break;
    }
    if (recall >= LEAST_RECALL || attempt === ATTEMPTS - 1) return { ...shortened(lists, rows.rows, k), recall };
  }
}

/** Searches of a tree's leaves, each point in one of them, so that any may run at any time. */
function leafCalls(tree: ProjectionTree, leaves: number, { padded, measure, lists, scratches }: LeafSearch) {
  const step = Math.max(LEAVES_PER_CALL, Math.ceil(leaves / scratches.length));
  return Array.from({ length: Math.ceil(leaves / step) }, (_, call) => {
    const range = [call * step, Math.min((call + 1) * step, leaves)] as const;
    return searchLeaves(range, tree, padded, measure, lists, scratches[call]!);
  });
}

/** Searches for the holders of all points, a span of points each. */
function reverseCalls(lists: NeighborLists, reverse: ReverseLists) {
  const rows = reverse.counts.length;
  const step = Math.ceil(rows / REVERSE_CALLS);
  return Array.from({ length: Math.ceil(rows / step) }, (_, call) =>
    reverseNeighbors([call * step, Math.min((call + 1) * step, rows)], lists, reverse),
  );
}

/** Exact neighbours of rows spread evenly over all, to tell the recall by. */
async function exactSample(rows: Matrix, work: Work): Promise<{ sample: Int32Array; truth: KnnGraph }> {
  const count = Math.min(SAMPLE, rows.rows);
  const sample = Int32Array.from({ length: count }, (_, s) => Math.floor((s * rows.rows) / count));
  const queries = matrix(count, rows.cols);
  for (const [s, i] of sample.entries()) {
    queries.data.set(rows.data.subarray(i * rows.cols, (i + 1) * rows.cols), s * rows.cols);
  }
  const truth = await nearest(queries, rows, { ...work, k: Math.min(work.k + 1, rows.rows) });
  return { sample, truth };
}

/** Share of the sampled rows' neighbours that are found, or others as near. */
function recallOf({ distances, k: size }: NeighborLists, sample: Int32Array, truth: KnnGraph): number {
  const k = truth.k - 1; // the row itself is in its exact list
  let found = 0;
  for (const [s, i] of sample.entries()) {
    const farthest = truth.distances[s * truth.k + k]!;
    for (let j = 0; j < k; j++) if (distances[i * size + j]! <= farthest) found++;
  }
  return found / (sample.length * k);
}

/** An index without its mark; -1 stays below all others. */
function index(marked: number): number {
  return marked < 0 ? marked : marked & (NEW_NEIGHBOR - 1);
}

function shortened({ indices, distances, k: size }: NeighborLists, rows: number, k: number): KnnGraph {
  const graph = { indices: new Int32Array(rows * k), distances: new Float32Array(rows * k), rows, k };
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < k; j++) graph.indices[i * k + j] = index(indices[i * size + j]!);
    graph.distances.set(distances.subarray(i * size, i * size + k), i * k);
  }
  return graph;
}
