import type { Checkpoint } from "../../../core/internal";
import { compareEdges, type Edge, treeOf } from "./edge-order";
import type { MutualReachability } from "./spanning-tree";
import { weightedRadius } from "./weighted-radius";

/** Distance of points i < j; asked for each pair twice. */
export type PairDistance = (i: number, j: number) => number;

/**
 * Core distances and the spanning tree under mutual reachability for any distance: Prim's algorithm, two passes over
 * all pairs in memory proportional to the points.
 *
 * @param minWeight weight within the core distance, the point's own included.
 */
export async function pairwiseSpanningTree(
  distance: PairDistance,
  weights: Float64Array,
  minWeight: number,
  at: Checkpoint,
): Promise<MutualReachability> {
  const points = weights.length;
  const between = (i: number, j: number): number => (i < j ? distance(i, j) : distance(j, i));
  const core = new Float64Array(points);
  const row = new Float64Array(points);
  for (let i = 0; i < points; i++) {
    for (let j = 0; j < points; j++) row[j] = j === i ? 0 : between(i, j);
    core[i] = weightedRadius(row, weights, minWeight);
    const pause = at.pass((0.5 * i) / points);
    if (pause) await pause;
  }

  const edges: Edge[] = [];
  const outside = Int32Array.from({ length: Math.max(0, points - 1) }, (_, i) => i + 1);
  let left = outside.length;
  const best: Edge[] = Array.from({ length: points }, () => ({
    reachability: Infinity,
    length: Infinity,
    low: 0,
    high: 0,
  }));
  for (let joined = 0; left > 0; ) {
    let nearest = 0;
    for (let o = 0; o < left; o++) {
      const point = outside[o]!;
      const length = between(joined, point);
      const reachability = Math.max(core[joined]!, core[point]!, length);
      const edge = { reachability, length, low: Math.min(joined, point), high: Math.max(joined, point) };
      if (compareEdges(edge, best[point]!) < 0) best[point] = edge;
      if (compareEdges(best[point]!, best[outside[nearest]!]!) < 0) nearest = o;
    }
    joined = outside[nearest]!;
    edges.push(best[joined]!);
    left -= 1;
    outside[nearest] = outside[left]!;
    const pause = at.pass(1 - (0.5 * left) / points);
    if (pause) await pause;
  }
  return { core, tree: treeOf(edges) };
}
