export { adjustedMutualInformation } from "./adjusted-mutual-information";
export { adjustedRandIndex } from "./adjusted-rand-index";
export {
  type ApproximatePredictOptions,
  approximatePredict,
  type NearestClusters,
  type Predictions,
} from "./approximate-predict";
export { clusterExemplars } from "./cluster-exemplars";
export { type CondensedTreeRow, condensedTreeRows } from "./condensed-tree-rows";
export { HDBSCAN_SETTINGS, type HdbscanOptions, hdbscan } from "./hdbscan";
export type { HdbscanChoice, HdbscanResult } from "./hdbscan-result";
export type { ClusterLayer } from "./layers";
export { markovMemberships } from "./markov-memberships";
export {
  MARKOV_MIXTURE_SETTINGS,
  type MarkovMixtureOptions,
  type MarkovMixtureResult,
  type MarkovMixtureSettings,
  markovMixture,
} from "./markov-mixture";
export { type Memberships, type MembershipVectorsOptions, membershipVectors } from "./membership-vectors";
export type { HdbscanMetric } from "./metric";
export type { MarkovMixtureModel, MixtureMemberships } from "./mixture-model";
export { toResponsibilities } from "./mixture-steps";
export { mostProbable } from "./most-probable";
export type { FittedKmeans } from "./partition/fitted-kmeans";
export { type KmeansOptions, kmeans } from "./partition/kmeans";
export type { KmeansSettings } from "./partition/kmeans-settings";
export { kmeansSweep } from "./partition/kmeans-sweep";
export { type NearestCenters, nearestCenters } from "./partition/nearest-centers";
export { resampleMeans } from "./partition/resample-means";
export { type HdbscanPredictor, predictionData } from "./prediction-data";
export { type RelabelOptions, relabel } from "./relabel";
export { resampleClusters } from "./resample-clusters";
export { resampleMixture } from "./resample-mixture";
export { type Silhouette, type SilhouetteOptions, silhouette } from "./silhouette";
export type { SpanningAlgorithm } from "./spanning-tree";
export { type TotalAssignment, type TotalAssignmentOptions, totalAssignment } from "./total-assignment";
export type { CondensedTree, DistinctPoints, LinkageTree, SpanningTree } from "./types";
export { type ValidityIndex, type ValidityIndexOptions, validityIndex } from "./validity-index";
