import type { CondensedTree } from "../../types";
import { clusterTree } from "../tree/cluster-tree";
import { selectedAncestors } from "../tree/label-points";

/**
 * For each selected cluster the points that stay longest in a leaf of the tree below it (or in the cluster itself, if
 * it is a leaf), ascending.
 *
 * @param points   number of points of the tree.
 * @param selected nodes of the tree.
 */
export function exemplarPoints(condensed: CondensedTree, points: number, selected: Int32Array): Int32Array[] {
  const { parent, child, lambda } = condensed;
  const tree = clusterTree(condensed, points);
  const clusters = Array.from(selected, (node) => node - points);
  const labelOf = selectedAncestors(tree, clusters).map((cluster) => clusters.indexOf(cluster));
  const found = clusters.map((): number[] => []);
  for (let i = 0; i < child.length; i++) {
    const cluster = parent[i]! - points;
    const stays = tree.children[cluster]!.length === 0 && lambda[i] === tree.death[cluster];
    if (stays && labelOf[cluster]! >= 0) found[labelOf[cluster]!]!.push(child[i]!);
  }
  return found.map((members) => Int32Array.from(members).sort());
}
