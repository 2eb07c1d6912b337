export { adjustedMutualInformation } from "./adjusted-mutual-information";
export { adjustedRandIndex } from "./adjusted-rand-index";
export {
  type ApproximatePredictOptions,
  approximatePredict,
  type NearestClusters,
  type Predictions,
} from "./approximate-predict";
export { HDBSCAN_SETTINGS, type HdbscanChoice, type HdbscanOptions, type HdbscanResult, hdbscan } from "./hdbscan";
export { type HdbscanPredictor, predictionData } from "./prediction-data";
export type { SpanningAlgorithm } from "./spanning-tree";
export type { CondensedTree, DistinctPoints, LinkageTree, SpanningTree } from "./types";
