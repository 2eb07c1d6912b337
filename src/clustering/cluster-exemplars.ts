import { clusterTree } from "./cluster-tree";
import type { HdbscanResult } from "./hdbscan-result";

/**
 * The rows at the densest places of each cluster: of every leaf below it, those that leave last. A long cluster has
 * several such places, which no single center could stand for.
 *
 * @param result what {@link hdbscan} found.
 * @returns for each label, rows in ascending order; of equal rows the first.
 * @example
 * const result = await hdbscan([[0], [1], [2], [9], [10], [10.5], [11]], { minClusterSize: 3, minSamples: 1 });
 * clusterExemplars(result).length; // 2
 */
export function clusterExemplars(result: HdbscanResult): Int32Array[] {
  const { condensedTree, selectedClusters, points } = result;
  const { parent, child, lambda } = condensedTree;
  const count = points.weights.length;
  const tree = clusterTree(condensedTree, count);
  const holder = holders(tree.parent, selectedClusters, count);
  const exemplars = Array.from(selectedClusters, (): number[] => []);
  for (let i = 0; i < child.length; i++) {
    const cluster = parent[i]! - count;
    const isLeaf = tree.children[cluster]!.length === 0;
    if (child[i]! >= count || !isLeaf || holder[cluster]! < 0 || lambda[i] !== tree.death[cluster]) continue;
    exemplars[holder[cluster]!]!.push(points.rows[child[i]!]!);
  }
  return exemplars.map((rows) => Int32Array.from(rows).sort());
}

/** For each cluster of the tree, the label of the selected cluster that holds it, or -1. */
function holders(parent: Int32Array, selected: Int32Array, points: number): Int32Array {
  const label = new Int32Array(parent.length).fill(-1);
  for (const [i, node] of selected.entries()) label[node - points] = i;
  for (let cluster = 1; cluster < parent.length; cluster++) {
    if (label[cluster]! < 0) label[cluster] = label[parent[cluster]!]!;
  }
  return label;
}
