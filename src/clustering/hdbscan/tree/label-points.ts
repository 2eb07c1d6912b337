import { NOISE } from "../../../core/internal";
import type { CondensedTree } from "../../types";
import type { ClusterTree } from "./cluster-tree";
import { shareOfDensest } from "./lambda-scale";

/** Which cluster each point belongs to, and how strongly. */
export interface PointLabels {
  readonly labels: Int32Array;
  readonly probabilities: Float64Array;
  /** For each label, its cluster. */
  readonly clusters: Int32Array;
  /** For each label, its stability as a share of the largest possible. */
  readonly persistence: Float64Array;
}

/**
 * Labels points by the selected cluster that they leave last. Labels are numbered by the weight of their points,
 * largest first; ties by persistence, then by the smallest point.
 *
 * @param rootLambda where the root itself is selected, the lambda from which points belong to it.
 * @param atZero     the lambda of distance 0; Infinity where it does not occur.
 */
export function labelPoints(
  condensed: CondensedTree,
  tree: ClusterTree,
  selected: readonly number[],
  weights: Float64Array,
  rootLambda: number,
  atZero = Number.POSITIVE_INFINITY,
): PointLabels {
  const clusterOf = membership(condensed, tree, selected, weights.length, rootLambda);
  const longest = longestLives(condensed.lambda, tree, atZero);
  const { order, persistence } = rankClusters(clusterOf, tree, selected, weights, longest);
  const labelOf = new Int32Array(tree.parent.length).fill(NOISE);
  for (const [label, cluster] of order.entries()) labelOf[cluster] = label;
  const labels = clusterOf.map((cluster) => (cluster < 0 ? NOISE : labelOf[cluster]!));
  const probabilities = new Float64Array(weights.length);
  for (let i = 0; i < condensed.child.length; i++) {
    const point = condensed.child[i]!;
    if (point >= weights.length || clusterOf[point]! < 0) continue;
    probabilities[point] = shareOfDensest(condensed.lambda[i]!, tree.death[clusterOf[point]!]!, atZero);
  }
  return { labels, probabilities, clusters: Int32Array.from(order), persistence };
}

/** For each cluster of the tree, the selected cluster that holds it, or -1. */
export function selectedAncestors(tree: ClusterTree, selected: readonly number[]): Int32Array {
  const holder = new Int32Array(tree.parent.length).fill(-1);
  for (const cluster of selected) holder[cluster] = cluster;
  for (let cluster = 1; cluster < holder.length; cluster++) {
    if (holder[cluster]! < 0) holder[cluster] = holder[tree.parent[cluster]!]!;
  }
  return holder;
}

/** The selected cluster of each point, or -1. */
function membership(
  { parent, child, lambda }: CondensedTree,
  tree: ClusterTree,
  selected: readonly number[],
  points: number,
  rootLambda: number,
): Int32Array {
  const holder = selectedAncestors(tree, selected);
  const clusterOf = new Int32Array(points).fill(-1);
  for (let i = 0; i < child.length; i++) {
    if (child[i]! >= points) continue;
    const cluster = holder[parent[i]! - points]!;
    clusterOf[child[i]!] = cluster === 0 && lambda[i]! < rootLambda ? -1 : cluster;
  }
  return clusterOf;
}

function rankClusters(
  clusterOf: Int32Array,
  tree: ClusterTree,
  selected: readonly number[],
  weights: Float64Array,
  longest: Float64Array,
): { order: number[]; persistence: Float64Array } {
  const weight = new Float64Array(tree.parent.length);
  const smallestPoint = new Int32Array(tree.parent.length).fill(clusterOf.length);
  for (let point = clusterOf.length - 1; point >= 0; point--) {
    const cluster = clusterOf[point]!;
    if (cluster < 0) continue;
    weight[cluster]! += weights[point]!;
    smallestPoint[cluster] = point;
  }
  const persistence = (cluster: number) => {
    const most = weight[cluster]! * longest[cluster]!;
    return most === 0 ? 0 : Math.min(1, tree.stability[cluster]! / most); // the root is stable by more than its members
  };
  const order = selected.filter((cluster) => weight[cluster]! > 0); // none, where epsilon leaves the root no points
  order.sort(
    (a, b) =>
      weight[b]! - weight[a]! || persistence(b) - persistence(a) || smallestPoint[a]! - smallestPoint[b]! || a - b,
  );
  return { order, persistence: Float64Array.from(order, persistence) };
}

/**
 * For each cluster of the tree the longest that one of its points could live: to the largest lambda of all, or to that
 * of distance 0 where some do. So a pile of equal rows takes nothing from clusters without one.
 */
function longestLives(lambda: Float64Array, tree: ClusterTree, atZero: number): Float64Array {
  let largest = 0;
  for (const value of lambda) if (value > largest && value < atZero) largest = value;
  return tree.death.map((death) => (death === atZero ? atZero : largest));
}
