import type { Matrix } from "../../../core";
import { type Checkpoint, powerOfTwoScale } from "../../../core/internal";
import { principalSketch } from "../../../neighbors/internal";
import type { WorkerPool } from "../../../parallel";
import { floatKeys, radixOrder, sortRuns } from "../../points/radix-order";
import type { SpanningTree } from "../../types";
import { boruvkaSpanningTree } from "./boruvka-spanning-tree";
import { primSpanningTree } from "./prim-spanning-tree";
import type { SquaredTree } from "./spanning-task";

/** Core distances of weighted points, and their minimum spanning tree under mutual reachability. */
export interface MutualReachability {
  readonly core: Float64Array;
  readonly tree: SpanningTree;
}

/** Ways to the spanning tree; all give the same, to the bit. */
export type SpanningAlgorithm = "boruvka" | "screened" | "prim";

/**
 * Computes core distances and the minimum spanning tree in memory proportional to the points.
 *
 * Distances are 32-bit floats in difference form, summed in the order of columns, of coordinates scaled by a power of
 * two so that squares neither overflow nor vanish; a distance has the same bits whichever end it is measured from. With
 * edges in the order (mutual reachability, distance, smaller end, larger end) the tree is unique.
 *
 * @param minWeight weight within the core distance, the point's own included.
 */
export async function spanningTree(
  vectors: Matrix,
  weights: Float64Array,
  minWeight: number,
  algorithm: SpanningAlgorithm,
  pool: WorkerPool,
  at: Checkpoint,
): Promise<MutualReachability> {
  const scale = powerOfTwoScale(vectors.data);
  const slack = weights.every(Number.isInteger) && Number.isInteger(minWeight) ? 0 : minWeight * 1e-9;
  const task = {
    data: vectors.cols === 0 ? new Float32Array(vectors.rows) : vectors.data,
    cols: Math.max(1, vectors.cols),
    scale,
    weights,
    minWeight,
    slack,
  };
  const found = await (algorithm === "prim"
    ? primSpanningTree(task, pool, at)
    : boruvkaSpanningTree(task, algorithm === "screened" ? principalSketch(task) : undefined, pool, at));
  return {
    core: Float64Array.from(found.core, (squared) => Math.sqrt(squared) / scale),
    tree: sortEdges(found, scale),
  };
}

/** Edges in their order, smaller end first, with distances in the units of the vectors. */
function sortEdges({ from, to, weights, lengths }: SquaredTree, scale: number): SpanningTree {
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
