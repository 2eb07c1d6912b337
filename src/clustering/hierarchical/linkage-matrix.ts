import { asExpected } from "../../core/internal";
import type { AgglomerativeResult } from "./agglomerative-model";

/** One merge: two nodes, their distance, and the number of rows of both. */
export type LinkageRow = [left: number, right: number, height: number, rows: number];

/**
 * The dendrogram of the rows as given, as `scipy.cluster.hierarchy` holds it: merge i makes node n + i of two earlier
 * nodes, and nodes below n are rows. Equal rows are merged first, at height 0.
 *
 * @param fitted what {@link agglomerative} returned, without weights.
 * @returns n - 1 merges, ascending by height.
 * @example
 * linkageMatrix(await agglomerative([[0], [1], [8]], { linkage: "single", k: 1 })); // [[0, 1, 1, 2], [2, 3, 7, 3]]
 */
export function linkageMatrix(fitted: AgglomerativeResult): LinkageRow[] {
  return asExpected("fitted", "what agglomerative returns", fitted, () => mergesOf(fitted));
}

function mergesOf(fitted: AgglomerativeResult): LinkageRow[] {
  const { dendrogram, points } = fitted;
  const { pointOf } = points;
  const rows = pointOf.length;
  const merges: LinkageRow[] = [];
  const nodeOf = new Int32Array(points.rows.length).fill(-1);
  const count = new Float64Array(points.rows.length);
  const join = (a: number, b: number, height: number, size: number): number => {
    merges.push([Math.min(a, b), Math.max(a, b), height, size]);
    return rows + merges.length - 1;
  };
  for (const [row, point] of pointOf.entries()) {
    count[point]! += 1;
    nodeOf[point] = nodeOf[point]! < 0 ? row : join(row, nodeOf[point]!, 0, count[point]!);
  }
  const made: { node: number; size: number }[] = [];
  const at = (node: number) =>
    node < nodeOf.length ? { node: nodeOf[node]!, size: count[node]! } : made[node - nodeOf.length]!;
  for (let merge = 0; merge < dendrogram.left.length; merge++) {
    const left = at(dendrogram.left[merge]!);
    const right = at(dendrogram.right[merge]!);
    const size = left.size + right.size;
    made.push({ node: join(left.node, right.node, dendrogram.distances[merge]!, size), size });
  }
  return merges;
}
