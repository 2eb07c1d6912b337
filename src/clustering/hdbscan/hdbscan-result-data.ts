import { describeValue } from "../../core/internal";
import type { CondensedTree, DistinctPoints, LinkageTree, SpanningTree } from "../types";
import type { HdbscanMetric } from "./spanning/metric";
import type { SpanningAlgorithm } from "./spanning/spanning-tree";
import type { ClusterLayer } from "./tree/layers";

/** What {@link hdbscan} found, as plain data. Points are the distinct rows; see {@link DistinctPoints}. */
export interface HdbscanResultData {
  /** For each row its cluster, -1 for noise. Clusters are numbered from the heaviest; ties by persistence. */
  readonly labels: Int32Array;
  /** For each row, how strongly it belongs to its cluster: 0 for noise, 1 for the densest part. */
  readonly probabilities: Float64Array;
  /**
   * For each row, GLOSH: 0 in the densest part of where it last belonged, near 1 for outliers, 1 beside a pile of equal
   * rows.
   */
  readonly outlierScores: Float64Array;
  /**
   * For each cluster, its stability as a share of the largest possible; around a pile of equal rows, the pile's share
   * of it.
   */
  readonly clusterPersistence: Float64Array;
  /** For each row, the radius that holds `minSamples` other rows. */
  readonly coreDistances: Float64Array;
  readonly points: DistinctPoints;
  readonly minimumSpanningTree: SpanningTree;
  readonly singleLinkageTree: LinkageTree;
  readonly condensedTree: CondensedTree;
  /** For each label, its node in the condensed tree. */
  readonly selectedClusters: Int32Array;
  /** With `minClusterSize: "most-persistent"`, the segmentations to choose from, coarse to fine. */
  readonly layers: readonly ClusterLayer[] | undefined;
  /** With `minClusterSize: "most-persistent"`, why this size was chosen, in a sentence. */
  readonly reason: string | undefined;
  /**
   * Parts of a precomputed graph that none of its edges joins; in the trees they stand apart at infinite distance. 1
   * for everything else.
   */
  readonly components: number;
  /** What was used, defaults filled in. */
  readonly chosen: HdbscanSettings;
}

/** The settings that a result was made with. */
export interface HdbscanSettings {
  /** With `"most-persistent"`, that of the layer of largest persistence. */
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

/**
 * The result of a clustering, as an argument.
 *
 * @throws TypeError when it is something else.
 */
export function readResult(result: HdbscanResultData): HdbscanResultData {
  const { points, singleLinkageTree, condensedTree, chosen } = (result ?? {}) as Partial<HdbscanResultData>;
  if (points && singleLinkageTree && condensedTree && chosen) return result;
  throw new TypeError(`"result" expected what hdbscan returns, got ${describeValue(result)}`);
}
