export { findNeighbors } from "./find-neighbors";
export { checkNeighborCount, type KNearestNeighborsOptions, kNearestNeighbors } from "./k-nearest-neighbors";
export { metricRows } from "./metric-rows";
export { nearest } from "./nearest";
export { type QueryNeighborsOptions, queryNeighbors } from "./query-neighbors";
export { rankNeighbors } from "./rank-neighbors";
export type { KnnGraph, Metric, NeighborMethod } from "./types";
export { rowWeights, type Weights, weightsField } from "./weights";
