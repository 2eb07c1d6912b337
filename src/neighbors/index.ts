export { checkNeighborCount, type KNearestNeighborsOptions, kNearestNeighbors } from "./k-nearest-neighbors";
export { type QueryNeighborsOptions, queryNeighbors } from "./query-neighbors";
export type { KnnGraph, Metric } from "./types";
export { rowWeights, type Weights, weightedReach, weightsField } from "./weights";
