import type { LinkageTree, SpanningTree } from "../../types";

/** Joins the points along the edges of the spanning tree, shortest first. */
export function linkageTree(tree: SpanningTree, weights: Float64Array): LinkageTree {
  const points = weights.length;
  const merges = tree.from.length;
  const left = new Int32Array(merges);
  const right = new Int32Array(merges);
  const sizes = new Float64Array(merges);
  const sets = new Int32Array(points).fill(-1);
  const nodeOf = Int32Array.from(weights, (_, point) => point);
  for (let i = 0; i < merges; i++) {
    const a = find(sets, tree.from[i]!);
    const b = find(sets, tree.to[i]!);
    const [kept, joined] = a < b ? [a, b] : [b, a]; // the smaller point stands for the set
    left[i] = nodeOf[kept]!;
    right[i] = nodeOf[joined]!;
    sizes[i] = sizeOf(left[i]!) + sizeOf(right[i]!);
    sets[joined] = kept;
    nodeOf[kept] = points + i;
  }
  return { left, right, distances: tree.distances, sizes };

  function sizeOf(node: number): number {
    return node < points ? weights[node]! : sizes[node - points]!;
  }
}

/** Union by smallest point, with path halving; -1 marks a set's own point. */
function find(sets: Int32Array, point: number): number {
  let at = point;
  while (sets[at]! >= 0) {
    const next = sets[at]!;
    if (sets[next]! >= 0) sets[at] = sets[next]!;
    at = next;
  }
  return at;
}
