import { type Checkpoint, type Matrix, matrix } from "../core";
import { callKernel, coreDistances, KernelMemory, panelRows, primSteps, startPrim } from "../kernels";
import type { WorkerPool } from "../parallel";
import { floatKeys, radixOrder, sortRuns } from "./radix-order";
import type { SpanningTree } from "./types";

/** Core distances of weighted points, and their minimum spanning tree under mutual reachability. */
export interface MutualReachability {
  readonly core: Float64Array;
  readonly tree: SpanningTree;
}

/** Edges in the order found, squared. */
interface SquaredEdges {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly weights: Float32Array;
  readonly lengths: Float32Array;
}

const BLOCK_PAIRS = 1 << 20; // coordinates looked at in one kernel call: 1-2 ms

/**
 * Computes core distances and the minimum spanning tree by looking at every pair, in memory proportional to the points.
 *
 * Distances are 32-bit floats in difference form, summed in the order of columns, of coordinates scaled by a power of
 * two so that squares neither overflow nor vanish; a distance has the same bits whichever end it is measured from.
 *
 * @param need weight within the core distance, the point's own included.
 */
export async function spanningTree(
  vectors: Matrix,
  weights: Float64Array,
  need: number,
  pool: WorkerPool,
  at: Checkpoint,
): Promise<MutualReachability> {
  using memory = KernelMemory.acquire();
  const scale = powerOfTwoScale(vectors.data);
  const width = Math.max(1, vectors.cols);
  const data = vectors.cols === 0 ? matrix(vectors.rows, 1).data : vectors.data;
  const points = panelRows(memory, data, width, scale);
  const block = Math.max(1, Math.floor(BLOCK_PAIRS / (points.rows * width)));

  const core = memory.float32(points.rows);
  const ownWeights = memory.float64(points.rows);
  ownWeights.set(weights);
  const slack = weights.every(Number.isInteger) && Number.isInteger(need) ? 0 : need * 1e-9;
  const held = neighborsHeld(weights, need + slack);
  const task = { weights: ownWeights, need, slack, core };
  const blocks = Array.from({ length: Math.ceil(points.rows / block) }, (_, i) =>
    coreDistances(points, task, memory.uint8((held + 1) * 8), i * block, Math.min(points.rows, (i + 1) * block)),
  );
  await pool.run(memory, blocks, at.part(0, 0.5));

  const edges = points.rows - 1;
  const prim = startPrim(memory, points, core);
  const growing = at.part(0.5, 1);
  for (let first = 0; first < edges; first += block) {
    callKernel(memory.memory, primSteps(points, prim, first, Math.min(edges, first + block)));
    const pause = growing.pass(first / edges);
    if (pause) await pause;
  }
  return { core: Float64Array.from(core, (squared) => Math.sqrt(squared) / scale), tree: sortEdges(prim, scale) };
}

/** A power of two that brings the largest coordinate to about 1. */
function powerOfTwoScale(data: Float32Array): number {
  let largest = 0;
  for (const value of data) largest = Math.max(largest, Math.abs(value));
  let scale = 1;
  while (largest * scale > 1) scale /= 2;
  while (largest > 0 && largest * scale < 0.5) scale *= 2;
  return scale;
}

/** At most so many neighbours are needed to reach the weight, whichever they are. */
function neighborsHeld(weights: Float64Array, need: number): number {
  let sum = 0;
  let count = 0;
  for (const weight of weights.slice().sort()) {
    if (sum >= need) break;
    sum += weight;
    count += 1;
  }
  return count;
}

/** Edges in their order, smaller end first, with distances in the units of the vectors. */
function sortEdges({ from, to, weights, lengths }: SquaredEdges, scale: number): SpanningTree {
  const low = from.map((end, i) => Math.min(end, to[i]!));
  const high = from.map((end, i) => Math.max(end, to[i]!));
  const keys = floatKeys(weights);
  const order = radixOrder(keys);
  sortRuns(order, keys, (a, b) => lengths[a]! - lengths[b]! || low[a]! - low[b]! || high[a]! - high[b]!);
  return {
    from: Int32Array.from(order, (edge) => low[edge]!),
    to: Int32Array.from(order, (edge) => high[edge]!),
    distances: Float64Array.from(order, (edge) => Math.sqrt(weights[edge]!) / scale),
  };
}
