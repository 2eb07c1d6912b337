export { adjustedMutualInformation } from "./adjusted-mutual-information";
export { adjustedRandIndex } from "./adjusted-rand-index";
export {
  type ApproximatePredictOptions,
  approximatePredict,
  type NearestClusters,
  type Predictions,
} from "./approximate-predict";
export { HDBSCAN_SETTINGS, type HdbscanOptions, hdbscan } from "./hdbscan";
export type { HdbscanChoice, HdbscanResult } from "./hdbscan-result";
export type { ClusterLayer } from "./layers";
export { type HdbscanPredictor, predictionData } from "./prediction-data";
export { type RelabelOptions, relabel } from "./relabel";
export type { SpanningAlgorithm } from "./spanning-tree";
export type { CondensedTree, DistinctPoints, LinkageTree, SpanningTree } from "./types";
