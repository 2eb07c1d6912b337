import type { CondensedTree, DistinctPoints, LinkageTree, SpanningTree } from "../types";
import type { HdbscanMetric } from "./spanning/metric";
import type { SpanningAlgorithm } from "./spanning/spanning-tree";
import { cutTree } from "./tree/cut-tree";
import { type ClusterLayer, findLayers } from "./tree/layers";

/** What {@link hdbscan} found. Points are the distinct rows; see {@link DistinctPoints}. */
export interface HdbscanResult {
  /** For each row its cluster, -1 for noise. Clusters are numbered from the heaviest; ties by persistence. */
  readonly labels: Int32Array;
  /** For each row, how strongly it belongs to its cluster: 0 for noise, 1 for the densest part. */
  readonly probabilities: Float64Array;
  /** For each row, GLOSH: 0 in the densest part of where it last belonged, near 1 for outliers, 1 beside a pile of equal rows. */
  readonly outlierScores: Float64Array;
  /** For each cluster, its stability as a share of the largest possible; around a pile of equal rows, the pile's share of it. */
  readonly clusterPersistence: Float64Array;
  /** For each row, the radius that holds `minSamples` other rows. */
  readonly coreDistances: Float64Array;
  readonly points: DistinctPoints;
  readonly minimumSpanningTree: SpanningTree;
  readonly singleLinkageTree: LinkageTree;
  readonly condensedTree: CondensedTree;
  /** For each label, its node in the condensed tree. */
  readonly selectedClusters: Int32Array;
  /** With `minClusterSize: "auto"`, the segmentations to choose from, coarse to fine. */
  readonly layers: readonly ClusterLayer[] | undefined;
  /** With `minClusterSize: "auto"`, why this size was chosen, in a sentence. */
  readonly reason: string | undefined;
  /**
   * Parts of a precomputed graph that none of its edges joins; in the trees they stand apart at infinite distance. 1 for
   * everything else.
   */
  readonly components: number;
  /** What was used, defaults filled in. */
  readonly chosen: HdbscanChoice;
}

/** The settings that a result was made with. */
export interface HdbscanChoice {
  /** With `"auto"`, that of the layer of largest persistence. */
  readonly minClusterSize: number;
  readonly minDistinctRows: number;
  readonly minSamples: number;
  readonly countSamples: "weight" | "distinct";
  readonly metric: HdbscanMetric;
  readonly clusterSelectionMethod: "eom" | "leaf";
  readonly clusterSelectionEpsilon: number;
  readonly clusterSelectionPersistence: number;
  readonly maxClusterSize: number | undefined;
  readonly allowSingleCluster: boolean;
  /** How the spanning tree was found; `kruskal` for a graph. */
  readonly algorithm: SpanningAlgorithm | "kruskal";
}

/** The hierarchy of points, from which clusters are read without another look at distances. */
export interface PointHierarchy {
  readonly points: DistinctPoints;
  /** Core distance of each point. */
  readonly core: Float64Array;
  readonly tree: SpanningTree;
  readonly linkage: LinkageTree;
  readonly components: number;
}

/** Settings as they were asked for. */
export type HdbscanWish = Omit<HdbscanChoice, "minClusterSize"> & { readonly minClusterSize: number | "auto" };

/** Reads clusters off a hierarchy. */
export function readClusters(found: PointHierarchy, wish: HdbscanWish): HdbscanResult {
  const { points, core, tree, linkage, components } = found;
  const hierarchy = { linkage, weights: points.weights, core };
  const auto =
    wish.minClusterSize === "auto"
      ? findLayers(hierarchy, points.pointOf, { ...wish, minClusterSize: wish.minSamples })
      : undefined;
  const chosen: HdbscanChoice =
    auto === undefined
      ? { ...wish, minClusterSize: wish.minClusterSize as number }
      : { ...wish, minClusterSize: auto.best, clusterSelectionMethod: "leaf" };
  const cut = cutTree(hierarchy, chosen);
  const ofRows = (values: Float64Array) => {
    const result = new Float64Array(points.pointOf.length);
    for (let row = 0; row < result.length; row++) result[row] = values[points.pointOf[row]!]!;
    return result;
  };
  return {
    labels: points.pointOf.map((point) => cut.labels[point]!),
    probabilities: ofRows(cut.probabilities),
    outlierScores: ofRows(cut.outlierScores),
    clusterPersistence: cut.clusterPersistence,
    coreDistances: ofRows(core),
    points,
    minimumSpanningTree: tree,
    singleLinkageTree: linkage,
    condensedTree: cut.condensedTree,
    selectedClusters: cut.selectedClusters,
    layers: auto?.layers,
    reason: auto?.reason,
    components,
    chosen,
  };
}
