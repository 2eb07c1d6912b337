import type { CondensedTree } from "../types";
import type { ClusterTree } from "./tree/cluster-tree";

/**
 * How far each point stands out from the densest part of what it last belonged to, in [0, 1]: GLOSH (Campello, Moulavi,
 * Zimek & Sander 2015). It is 1 for all beside a pile of equal rows, whose density has no bound.
 */
export function outlierScores(
  { parent, child, lambda }: CondensedTree,
  tree: ClusterTree,
  points: number,
): Float64Array {
  const densest = tree.death.slice();
  for (let cluster = densest.length - 1; cluster > 0; cluster--) {
    const above = tree.parent[cluster]!;
    densest[above] = Math.max(densest[above]!, densest[cluster]!);
  }
  const scores = new Float64Array(points);
  for (let i = 0; i < child.length; i++) {
    if (child[i]! >= points) continue;
    const largest = densest[parent[i]! - points]!;
    scores[child[i]!] = largest === 0 ? 0 : (largest - lambda[i]!) / largest;
  }
  return scores;
}
