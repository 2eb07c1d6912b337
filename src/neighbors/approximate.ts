import { type Checkpoint, type Matrix, matrix, type RandomStream, randomStream } from "../core";
import {
  KernelMemory,
  NEW_NEIGHBOR,
  type NeighborLists,
  nearestRows,
  REFINE_SCRATCH,
  refineNeighbors,
  rowPanels,
} from "../kernels";
import type { WorkerPool } from "../parallel";
import { nearest } from "./nearest";
import { projectionTree } from "./projection-tree";
import type { KnnGraph, Metric } from "./types";

/** Trees to begin with, and those added each time the recall is not enough. */
const TREES = 3;
/** Neighbours followed beside those asked for. */
const SPARE = 5;
const ROUNDS = 8;
/** A round that changes fewer of the entries is the last. */
const FEW_CHANGES = 0.001;
const POINTS_PER_CALL = 512;
const SAMPLE = 256;
const ENOUGH_RECALL = 0.99;
const ATTEMPTS = 4;

/** Leaves of a tree that are searched in one go. */
const LEAVES_AT_ONCE = 32;
const SMALLEST_LEAF = 192;

interface LeafSearch {
  readonly tree: number;
  readonly random: RandomStream;
  readonly measure: "distance" | "half-square";
  readonly pool: WorkerPool;
  readonly at: Checkpoint;
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
  const lists = { indices: memory.int32(capacity).fill(-1), distances: memory.float32(capacity), k: size };
  lists.distances.fill(Number.POSITIVE_INFINITY);
  const refined = { indices: memory.int32(capacity), distances: memory.float32(capacity), k: size };
  const reverse = { offsets: memory.int32(rows.rows + 1), indices: memory.int32(capacity) };
  const blocks = Math.ceil(rows.rows / POINTS_PER_CALL);
  const scratch = memory.int32(blocks * REFINE_SCRATCH);
  const random = randomStream(0, "neighbors/trees");
  const { sample, truth } = await exactSample(rows, { k, metric, pool, at: at.part(0, 0.05) });

  for (let attempt = 0; ; attempt++) {
    const part = at.part(0.05 + (0.95 * attempt) / ATTEMPTS, 0.05 + (0.95 * (attempt + 1)) / ATTEMPTS);
    for (let tree = attempt * TREES; tree < (attempt + 1) * TREES; tree++) {
      await searchLeaves(rows, lists, { tree, random, measure, pool, at: part });
    }
    for (let round = 0; round < ROUNDS; round++) {
      reverseLists(lists, reverse);
      const calls = Array.from({ length: blocks }, (_, block) => {
        const range = [block * POINTS_PER_CALL, Math.min((block + 1) * POINTS_PER_CALL, rows.rows)] as const;
        const own = scratch.subarray(block * REFINE_SCRATCH, (block + 1) * REFINE_SCRATCH);
        return refineNeighbors(range, padded, measure, lists, reverse, refined, own);
      });
      const changes = await pool.run(memory, calls, part.part(round / ROUNDS, (round + 1) / ROUNDS));
      lists.indices.set(refined.indices);
      lists.distances.set(refined.distances);
      if (changes.reduce((sum, value) => sum + value, 0) < FEW_CHANGES * capacity) break;
    }
    const recall = recallOf(lists, sample, truth);
    if (recall >= ENOUGH_RECALL || attempt === ATTEMPTS - 1) return { ...shortened(lists, rows.rows, k), recall };
  }
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

/** Exact neighbours within each leaf of a tree, merged into the lists. */
async function searchLeaves(rows: Matrix, lists: NeighborLists, context: LeafSearch): Promise<void> {
  const leafSize = Math.max(SMALLEST_LEAF, 4 * lists.k);
  const { order, starts } = await projectionTree(rows, { ...context, leafSize });
  const leaves = starts.map((start, leaf) => order.subarray(start, starts[leaf + 1] ?? rows.rows));
  for (let first = 0; first < leaves.length; first += LEAVES_AT_ONCE) {
    await searchSome(rows, lists, leaves.slice(first, first + LEAVES_AT_ONCE), context);
  }
}

async function searchSome(
  rows: Matrix,
  lists: NeighborLists,
  leaves: Int32Array[],
  context: LeafSearch,
): Promise<void> {
  using memory = KernelMemory.acquire();
  const { k } = lists;
  const relation = { queriesAre: "rows", measure: context.measure } as const;
  const searches = leaves.map((members) => {
    const groups = Math.ceil(members.length / 4) * 4;
    const queries = memory.rows(rowsAt(rows, members, groups));
    const panels = rowPanels(memory, rowsAt(rows, members, members.length));
    const found = { indices: memory.int32(groups * k), distances: memory.float32(groups * k), k };
    const call = nearestRows(queries, [0, members.length], panels, relation, memory.float32(groups), found);
    return { members, found, call };
  });
  await context.pool.run(
    memory,
    searches.map(({ call }) => call),
  );
  for (const { members, found } of searches) {
    for (const [m, i] of members.entries()) {
      for (let p = m * k; p < (m + 1) * k; p++) {
        const near = found.indices[p]!;
        if (near < 0 || !merge(lists, i, members[near]!, found.distances[p]!)) break;
      }
    }
  }
  const pause = context.at.pass(0);
  if (pause) await pause;
}

function rowsAt({ data, cols }: Matrix, members: Int32Array, count: number): Matrix {
  const part = matrix(count, cols);
  for (let to = 0; to < members.length; to++) {
    const from = members[to]! * cols;
    for (let j = 0; j < cols; j++) part.data[to * cols + j] = data[from + j]!;
  }
  return part;
}

/** Puts a candidate into the list of row i; false when it is farther than all there, so that no farther one need come. */
function merge({ indices, distances, k }: NeighborLists, i: number, id: number, distance: number): boolean {
  const start = i * k;
  let at = start;
  while (at < start + k && (distances[at]! < distance || (distances[at] === distance && index(indices[at]!) < id)))
    at++;
  if (at === start + k) return false;
  if (index(indices[at]!) === id) return true;
  indices.copyWithin(at + 1, at, start + k - 1);
  distances.copyWithin(at + 1, at, start + k - 1);
  indices[at] = id + NEW_NEIGHBOR;
  distances[at] = distance;
  return true;
}

/** An index without its mark; -1 stays below all others. */
function index(marked: number): number {
  return marked < 0 ? marked : marked & (NEW_NEIGHBOR - 1);
}

/** For each point those whose lists hold it: at most as many as a list is long, those that hold it foremost. */
function reverseLists(lists: NeighborLists, reverse: { offsets: Int32Array; indices: Int32Array }): void {
  const { indices, k } = lists;
  const rows = reverse.offsets.length - 1;
  const counts = new Int32Array(rows);
  for (const id of indices) if (counts[index(id)]! < k) counts[index(id)]!++;
  for (let i = 0; i < rows; i++) reverse.offsets[i + 1] = reverse.offsets[i]! + counts[i]!;
  for (let j = 0; j < k; j++) {
    for (let i = 0; i < rows; i++) {
      const marked = indices[i * k + j]!;
      const id = index(marked);
      if (counts[id]! > 0) reverse.indices[reverse.offsets[id + 1]! - counts[id]!--] = marked - id + i;
    }
  }
}

function shortened({ indices, distances, k: size }: NeighborLists, rows: number, k: number): KnnGraph {
  const graph = { indices: new Int32Array(rows * k), distances: new Float32Array(rows * k), rows, k };
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < k; j++) graph.indices[i * k + j] = index(indices[i * size + j]!);
    graph.distances.set(distances.subarray(i * size, i * size + k), i * k);
  }
  return graph;
}
