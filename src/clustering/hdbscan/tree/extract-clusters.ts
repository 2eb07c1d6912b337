import type { CondensedTree, Hierarchy } from "../../types";
import { outlierScores } from "../outlier-scores";
import { clusterTree } from "./cluster-tree";
import { condenseTree, type SmallestCluster } from "./condense-tree";
import { labelPoints } from "./label-points";
import { lambdaAtZero, lambdaOf } from "./lambda-scale";
import { type SelectionRule, selectClusters } from "./select-clusters";
import { simplifyTree } from "./simplify-tree";

/** A flat clustering of points, read from their hierarchy. */
export interface TreeCut {
  readonly labels: Int32Array;
  readonly probabilities: Float64Array;
  readonly outlierScores: Float64Array;
  readonly clusterPersistence: Float64Array;
  readonly condensedTree: CondensedTree;
  /** For each label, its node in the condensed tree. */
  readonly selectedClusters: Int32Array;
}

/** Everything that follows from the hierarchy without another look at distances. */
export function extractClusters(
  hierarchy: Hierarchy,
  rule: SelectionRule & SmallestCluster & { readonly clusterSelectionPersistence: number },
): TreeCut {
  const points = hierarchy.weights.length;
  const atZero = lambdaAtZero(hierarchy);
  const whole = condenseTree(hierarchy, rule, atZero);
  const shortest = rule.clusterSelectionPersistence;
  const condensed = shortest > 0 ? simplifyTree(whole, points, shortest, atZero) : whole;
  const tree = clusterTree(condensed, points);
  const { labels, probabilities, clusters, persistence } = labelPoints(
    condensed,
    tree,
    selectClusters(tree, { ...rule, allowSingleCluster: rule.allowSingleCluster && points >= rule.minDistinctRows }),
    hierarchy.weights,
    rootLambda(condensed, rule.clusterSelectionEpsilon, atZero),
    atZero,
  );
  return {
    labels,
    probabilities,
    outlierScores: outlierScores(condensed, tree, points),
    clusterPersistence: persistence,
    condensedTree: condensed,
    selectedClusters: clusters.map((cluster) => cluster + points),
  };
}

/**
 * Where the root is the only cluster, the lambda from which points belong to it: that of epsilon, or else the largest
 * at which anything leaves the root, as in Python's hdbscan.
 */
export function rootLambda({ parent, lambda }: CondensedTree, epsilon: number, atZero: number): number {
  if (epsilon > 0) return lambdaOf(epsilon, atZero);
  let largest = 0;
  for (let i = 0; i < parent.length && parent[i] === parent[0]; i++) largest = Math.max(largest, lambda[i]!);
  return largest;
}
