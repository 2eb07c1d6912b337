import type { Hierarchy } from "../../types";
import { type ClusterTree, clusterTree } from "./cluster-tree";
import { condenseTree, type SmallestCluster } from "./condense-tree";
import { extractClusters } from "./extract-clusters";

/** One of the segmentations that stand out over all minimum cluster sizes. */
export interface ClusterLayer {
  /** The smallest `minClusterSize` that gives it, with the `leaf` method. */
  readonly minClusterSize: number;
  /** Number of clusters. */
  readonly clusters: number;
  /** Total persistence: over its clusters, the sum of how many minimum sizes each lives through as a leaf. */
  readonly persistence: number;
  /** For each row its cluster, -1 for noise. */
  readonly labels: Int32Array;
  readonly probabilities: Float64Array;
}

/** The minimum sizes `from` .. `to` for which a cluster is a leaf of the condensed tree. */
interface Lifetime {
  readonly from: number;
  readonly to: number;
}

/** A minimum size at which the set of leaves changes, and the total persistence from there on. */
interface Step {
  readonly size: number;
  readonly persistence: number;
}

const MOST_LAYERS = 10;
/** Layers less persistent than this share of the best are not reported. */
const LEAST_SHARE = 0.1;
/** Two layers have at most this share of their clusters in common (Jaccard index). */
const MOST_ALIKE = 0.2;

/**
 * The segmentations of largest total persistence over all minimum cluster sizes (after PLSCAN, Bot, Peeters & Aerts
 * 2025) that have little in common, coarse to fine, and the minimum size of the most persistent one. All follow from
 * one condensed tree: raising the minimum size removes splits, and every cluster is a leaf for one range of sizes.
 *
 * @param pointOf  for each row, its point.
 * @param smallest minimum sizes from here on are looked at, 2 at least; `minDistinctRows` holds for all of them.
 */
export function findLayers(
  hierarchy: Hierarchy,
  pointOf: Int32Array,
  { minClusterSize: smallest, minDistinctRows }: SmallestCluster,
): { readonly best: number; readonly layers: readonly ClusterLayer[]; readonly reason: string } {
  const base = Math.max(2, smallest);
  const tree = clusterTree(
    condenseTree(hierarchy, { minClusterSize: base, minDistinctRows }),
    hierarchy.weights.length,
  );
  const lives = lifetimes(tree, base);
  const steps = distinctSteps(persistenceTrace(lives), lives);
  const layers = steps.map(({ size, persistence }): ClusterLayer => {
    const { labels, probabilities, selectedClusters } = extractClusters(hierarchy, leafRule(size, minDistinctRows));
    return {
      minClusterSize: size,
      clusters: selectedClusters.length,
      persistence,
      labels: Int32Array.from(pointOf, (point) => labels[point]!),
      probabilities: Float64Array.from(pointOf, (point) => probabilities[point]!),
    };
  });
  return {
    best: steps[0]?.size ?? base,
    layers: layers.sort((a, b) => b.minClusterSize - a.minClusterSize),
    reason: reasonFor(steps, base),
  };
}

function reasonFor([best, next]: readonly Step[], base: number): string {
  if (best === undefined) return `no minimum size from ${base} on parts the rows, so the smallest was taken`;
  const first = `of all minimum sizes from ${base} on, ${best.size} has the largest total persistence, ${best.persistence}`;
  return next === undefined ? first : `${first}; next among the layers is ${next.size} with ${next.persistence}`;
}

function leafRule(minClusterSize: number, minDistinctRows: number) {
  return {
    minClusterSize,
    minDistinctRows,
    clusterSelectionMethod: "leaf",
    clusterSelectionEpsilon: 0,
    clusterSelectionPersistence: 0,
    maxClusterSize: undefined,
    allowSingleCluster: false,
  } as const;
}

/**
 * A split holds while at least two of its parts reach the minimum size; a cluster is a leaf once no split below it
 * holds, and until its own split does not.
 */
function lifetimes(tree: ClusterTree, base: number): Lifetime[] {
  const from = new Int32Array(tree.parent.length).fill(base);
  const result: Lifetime[] = [];
  for (let cluster = tree.parent.length - 1; cluster >= 0; cluster--) {
    const sizes = tree.children[cluster]!.map((child) => tree.size[child]!).sort((a, b) => b - a);
    for (const child of tree.children[cluster]!) {
      const to = Math.floor(Math.min(tree.size[child]!, sizes[1]!));
      from[cluster] = Math.max(from[cluster]!, from[child]!, to + 1);
      if (from[child]! <= to) result.push({ from: from[child]!, to });
    }
    if (sizes.length > 1) from[cluster] = Math.max(from[cluster]!, Math.floor(sizes[1]!) + 1);
  }
  return result;
}

/** Total persistence at each minimum size where the leaves change, ascending. */
function persistenceTrace(lives: readonly Lifetime[]): Step[] {
  const change = new Map<number, number>();
  const add = (size: number, by: number) => change.set(size, (change.get(size) ?? 0) + by);
  for (const { from, to } of lives) {
    add(from, to - from + 1);
    add(to + 1, -(to - from + 1));
  }
  let persistence = 0;
  return [...change.keys()]
    .sort((a, b) => a - b)
    .map((size) => {
      persistence += change.get(size)!;
      return { size, persistence };
    });
}

/** The most persistent steps, best first (of equal ones the coarsest), each with clusters of its own. */
function distinctSteps(trace: readonly Step[], lives: readonly Lifetime[]): Step[] {
  const ranked = [...trace].sort((a, b) => b.persistence - a.persistence || b.size - a.size);
  const least = LEAST_SHARE * (ranked[0]?.persistence ?? 0);
  const kept: Step[] = [];
  for (const step of ranked) {
    if (kept.length === MOST_LAYERS || step.persistence === 0 || step.persistence < least) break;
    if (kept.every(({ size }) => alike(lives, size, step.size) <= MOST_ALIKE)) kept.push(step);
  }
  return kept;
}

/** Jaccard index of the leaves at two minimum sizes. */
function alike(lives: readonly Lifetime[], a: number, b: number): number {
  let both = 0;
  let either = 0;
  for (const { from, to } of lives) {
    const atA = from <= a && a <= to;
    const atB = from <= b && b <= to;
    if (atA && atB) both += 1;
    if (atA || atB) either += 1;
  }
  return both / either;
}
