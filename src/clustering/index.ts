export { type MarkovMixtureOptions, markovMixture } from "./chains/markov-mixture";
export { MarkovMixtureModel, type MarkovMixtureResult } from "./chains/markov-mixture-model";
export type { MarkovMixtureModelData, MixtureMemberships } from "./chains/mixture-model";
export {
  type ChooseClusterCountOptions,
  type ClusterCountChoice,
  chooseClusterCount,
} from "./choosing/choose-cluster-count";
export type { ClusterCount } from "./choosing/cluster-counts";
export type { Recommendation } from "./choosing/recommend";
export { type DbscanOptions, dbscan } from "./density/dbscan";
export { DbscanModel, type DbscanResult } from "./density/dbscan-model";
export { type OpticsOptions, optics } from "./density/optics";
export { OpticsModel, type OpticsResult } from "./density/optics-model";
export { type CondensedTreeRow, condensedTreeRows } from "./hdbscan/condensed-tree-rows";
export { type HdbscanOptions, hdbscan, type PrecomputedHdbscanOptions } from "./hdbscan/hdbscan";
export type { HdbscanResult } from "./hdbscan/hdbscan-result";
export type { HdbscanResultData, HdbscanSettings } from "./hdbscan/hdbscan-result-data";
export { clusterExemplars } from "./hdbscan/predict/cluster-exemplars";
export {
  type ApplyHdbscanOptions,
  HdbscanModel,
  type NearestClusters,
  type Predictions,
} from "./hdbscan/predict/hdbscan-model";
export {
  type MembershipVectors,
  type MembershipVectorsOptions,
  membershipVectors,
} from "./hdbscan/predict/membership-vectors";
export { type PredictionData, predictionData } from "./hdbscan/predict/prediction-data";
export { type TotalAssignment, type TotalAssignmentOptions, totalAssignment } from "./hdbscan/predict/total-assignment";
export { type RelabelOptions, relabel } from "./hdbscan/relabel";
export type { HdbscanMetric } from "./hdbscan/spanning/metric";
export type { SpanningAlgorithm } from "./hdbscan/spanning/spanning-tree";
export type { ClusterLayer } from "./hdbscan/tree/layers";
export {
  type AgglomerativeOptions,
  agglomerative,
} from "./hierarchical/agglomerative";
export { AgglomerativeModel, type AgglomerativeResult } from "./hierarchical/agglomerative-model";
export { cutDendrogram } from "./hierarchical/cut-dendrogram";
export type { DendrogramCut, Linkage } from "./hierarchical/linkage";
export { type LinkageRow, linkageMatrix } from "./hierarchical/linkage-matrix";
export { type BisectingKmeansOptions, bisectingKmeans } from "./partition/bisecting-kmeans";
export {
  BisectingKmeansModel,
  type BisectingKmeansModelData,
  type BisectingKmeansResult,
} from "./partition/bisecting-kmeans-model";
export { type GaussianMixtureOptions, gaussianMixture } from "./partition/gaussian-mixture";
export {
  GaussianMixtureModel,
  type GaussianMixtureResult,
  type MixtureProbabilities,
} from "./partition/gaussian-mixture-model";
export { type KmeansOptions, kmeans } from "./partition/kmeans";
export { KmeansModel, type KmeansResult } from "./partition/kmeans-model";
export type { KmeansSweepOptions } from "./partition/kmeans-settings";
export { kmeansSweep } from "./partition/kmeans-sweep";
export type { CovarianceType, GaussianMixtureModelData } from "./partition/mixture-data";
export { LabelledModel, type LabelledModelData } from "./points/labelled-model";
export { adjustedMutualInformation } from "./quality/adjusted-mutual-information";
export { adjustedRandIndex } from "./quality/adjusted-rand-index";
export { type ClusterSpreadOptions, calinskiHarabasz } from "./quality/calinski-harabasz";
export { type ClusterMatch, clusterJaccard } from "./quality/cluster-jaccard";
export { type ClusterStabilityOptions, clusterStability, type StableCluster } from "./quality/cluster-stability";
export { compareLabelings, type LabelingComparison } from "./quality/compare-labelings";
export { type ContingencyTable, contingencyTable } from "./quality/contingency-table";
export { daviesBouldin } from "./quality/davies-bouldin";
export { fowlkesMallows } from "./quality/fowlkes-mallows";
export { normalizedMutualInformation } from "./quality/normalized-mutual-information";
export { type Silhouette, type SilhouetteOptions, silhouette } from "./quality/silhouette";
export { type SilhouetteScore, type SilhouetteScoreOptions, silhouetteScore } from "./quality/silhouette-score";
export { type VMeasure, type VMeasureOptions, vMeasure } from "./quality/v-measure";
export { type ValidityIndex, type ValidityIndexOptions, validityIndex } from "./quality/validity-index";
export { variationOfInformation } from "./quality/variation-of-information";
export type { CondensedTree, DistinctPoints, LinkageTree, SpanningTree } from "./types";
