import { type ClusterTree, clusterTree } from "../tree/cluster-tree";
import { selectedAncestors } from "../tree/label-points";
import type { PredictionData } from "./prediction-data";

/** The condensed tree as a query walks it, made once for a predictor. */
export interface Walk {
  readonly tree: ClusterTree;
  /** For each cluster of the tree, the label it has in the end. */
  readonly labelOf: Int32Array;
  /** For each point, the cluster that it leaves last, and its lambda there. */
  readonly leaves: Int32Array;
  readonly lambda: Float64Array;
}

const walks = new WeakMap<PredictionData, Walk>();

/** The walk of a predictor. */
export function walkOf(predictor: PredictionData): Walk {
  let walk = walks.get(predictor);
  if (walk === undefined) {
    walk = makeWalk(predictor);
    walks.set(predictor, walk);
  }
  return walk;
}

function makeWalk({ condensedTree: { parent, child, lambda, size }, rows, selectedClusters }: PredictionData): Walk {
  const points = rows.length;
  const tree = clusterTree({ parent, child, lambda, size }, points);
  const selected = Array.from(selectedClusters, (node) => node - points);
  const labelOf = selectedAncestors(tree, selected).map((cluster) => selected.indexOf(cluster));
  const walk = { tree, labelOf, leaves: new Int32Array(points), lambda: new Float64Array(points) };
  for (let i = 0; i < child.length; i++) {
    if (child[i]! >= points) continue;
    walk.leaves[child[i]!] = parent[i]! - points;
    walk.lambda[child[i]!] = lambda[i]!;
  }
  return walk;
}

/**
 * The cluster that a query leaves last: that of its nearest point by mutual reachability, or where that point stays
 * longer than the query's own lambda, the one above that is there at that lambda.
 */
export function joinedCluster({ tree, leaves, lambda: leaving }: Walk, neighbor: number, lambda: number): number {
  let cluster = leaves[neighbor]!;
  if (leaving[neighbor]! > lambda) {
    while (cluster > 0 && tree.birth[cluster]! >= lambda) cluster = tree.parent[cluster]!;
  }
  return cluster;
}
