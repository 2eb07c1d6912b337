export { markovMemberships } from "./chains/markov-memberships";
export {
  type MarkovMixtureOptions,
  type MarkovMixtureResult,
  type MarkovMixtureSettings,
  markovMixture,
} from "./chains/markov-mixture";
export type { MarkovMixtureModel, MixtureMemberships } from "./chains/mixture-model";
export { type CondensedTreeRow, condensedTreeRows } from "./hdbscan/condensed-tree-rows";
export { type HdbscanOptions, hdbscan } from "./hdbscan/hdbscan";
export type { HdbscanChoice, HdbscanResult } from "./hdbscan/hdbscan-result";
export {
  type ApproximatePredictOptions,
  approximatePredict,
  type NearestClusters,
  type Predictions,
} from "./hdbscan/predict/approximate-predict";
export { clusterExemplars } from "./hdbscan/predict/cluster-exemplars";
export {
  type Memberships,
  type MembershipVectorsOptions,
  membershipVectors,
} from "./hdbscan/predict/membership-vectors";
export { type HdbscanPredictor, predictionData } from "./hdbscan/predict/prediction-data";
export { type TotalAssignment, type TotalAssignmentOptions, totalAssignment } from "./hdbscan/predict/total-assignment";
export { type RelabelOptions, relabel } from "./hdbscan/relabel";
export type { HdbscanMetric } from "./hdbscan/spanning/metric";
export type { SpanningAlgorithm } from "./hdbscan/spanning/spanning-tree";
export type { ClusterLayer } from "./hdbscan/tree/layers";
export type { FittedKmeans } from "./partition/fitted-kmeans";
export { type KmeansOptions, kmeans } from "./partition/kmeans";
export type { KmeansSettings } from "./partition/kmeans-settings";
export { kmeansSweep } from "./partition/kmeans-sweep";
export { adjustedMutualInformation } from "./quality/adjusted-mutual-information";
export { adjustedRandIndex } from "./quality/adjusted-rand-index";
export { type Silhouette, type SilhouetteOptions, silhouette } from "./quality/silhouette";
export { type ValidityIndex, type ValidityIndexOptions, validityIndex } from "./quality/validity-index";
export type { CondensedTree, DistinctPoints, LinkageTree, SpanningTree } from "./types";
