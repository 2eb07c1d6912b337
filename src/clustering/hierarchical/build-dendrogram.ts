import type { Matrix } from "../../core";
import { type Checkpoint, powerOfTwoScale, wrongValue } from "../../core/internal";
import {
  type ChainMerges,
  callKernel,
  type KernelCall,
  KernelMemory,
  matrixChain,
  pairDistances,
  panelRows,
  startMatrix,
  startWard,
  wardChain,
} from "../../kernels";
import type { WorkerPool } from "../../parallel";
import { spanningTree } from "../hdbscan/spanning/spanning-tree";
import { linkageTree } from "../hdbscan/tree/linkage-tree";
import type { WeightedPoints } from "../points/weighted-points";
import type { LinkageTree } from "../types";
import type { Linkage } from "./linkage";
import { sortMerges } from "./sort-merges";

/** All merges of the points, nearest first. */
export async function buildDendrogram(
  { vectors, weights }: WeightedPoints,
  linkage: Linkage,
  pool: WorkerPool,
  at: Checkpoint,
): Promise<LinkageTree> {
  const points = withColumns(vectors);
  if (points.rows === 1) return sortMerges(NO_MERGES, 1, (value) => value);
  if (linkage === "single") {
    const lightest = weights.reduce((least, weight) => Math.min(least, weight), Number.POSITIVE_INFINITY);
    const { tree } = await spanningTree(points, weights, lightest, "boruvka", pool, at); // no core is larger than 0
    return linkageTree(tree, weights);
  }
  return linkage === "ward"
    ? wardDendrogram(points, weights, at)
    : matrixDendrogram(points, weights, linkage, pool, at);
}

const NO_MERGES: ChainMerges = {
  left: new Int32Array(0),
  right: new Int32Array(0),
  heights: new Float64Array(0),
  sizes: new Float64Array(0),
};

/** Rows without columns as rows of one. */
function withColumns(vectors: Matrix): Matrix {
  return vectors.cols > 0 ? vectors : { data: new Float32Array(vectors.rows), rows: vectors.rows, cols: 1 };
}

async function wardDendrogram(points: Matrix, weights: Float64Array, at: Checkpoint): Promise<LinkageTree> {
  using memory = KernelMemory.acquire();
  const scale = powerOfTwoScale(points.data);
  const state = startWard(memory, memory.rows(points), weights, meansOf(points, weights), scale);
  await mergeAll(memory, points, (last) => wardChain(state, last), at);
  return sortMerges(state.merges, points.rows, (square) => Math.sqrt(2 * square) / scale);
}

/** Bytes of the largest matrix of distances. */
const MOST_BYTES = 2 ** 31;

async function matrixDendrogram(
  points: Matrix,
  weights: Float64Array,
  linkage: "average" | "complete",
  pool: WorkerPool,
  at: Checkpoint,
): Promise<LinkageTree> {
  const most = Math.floor(Math.sqrt(MOST_BYTES / 4));
  if (points.rows > most) {
    throw wrongValue("vectors", `at most ${most} distinct rows for the linkage "${linkage}"`, points.rows);
  }
  using memory = KernelMemory.acquire();
  const scale = powerOfTwoScale(points.data);
  const panels = panelRows(memory, points.data, points.cols, scale);
  const state = startMatrix(memory, weights);
  const block = Math.max(1, Math.floor(BLOCK_COORDINATES / (4 * points.rows * points.cols)));
  const calls = Array.from({ length: Math.ceil(panels.count / block) }, (_, b) =>
    pairDistances(panels, state, memory.uint8(64), b * block, Math.min(panels.count, (b + 1) * block)),
  );
  await pool.run(memory, calls, at.part(0, 0.5));
  await mergeAll(memory, points, (last) => matrixChain(state, linkage, last), at.part(0.5, 1));
  return sortMerges(state.merges, points.rows, (distance) => distance / scale);
}

const BLOCK_COORDINATES = 1 << 21; // looked at in one kernel call, about

async function mergeAll(
  memory: KernelMemory,
  { rows, cols }: Matrix,
  upTo: (last: number) => KernelCall,
  at: Checkpoint,
): Promise<void> {
  const step = Math.max(1, Math.floor(BLOCK_COORDINATES / (rows * cols)));
  for (let merges = 0; merges < rows - 1; ) {
    merges = Math.min(rows - 1, merges + step);
    callKernel(memory.memory, upTo(merges));
    const pause = at.pass(merges / (rows - 1));
    if (pause) await pause;
  }
}

function meansOf({ data, rows, cols }: Matrix, weights: Float64Array): Float64Array {
  const sums = new Float64Array(cols);
  let total = 0;
  for (let i = 0; i < rows; i++) {
    total += weights[i]!;
    for (let j = 0; j < cols; j++) sums[j]! += weights[i]! * data[i * cols + j]!;
  }
  return sums.map((sum) => sum / total);
}
