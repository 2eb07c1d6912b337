export { checkNeighborCount, type KNearestNeighborsOptions, kNearestNeighbors } from "./k-nearest-neighbors";
export { metricRows } from "./metric-rows";
export { nearest } from "./nearest";
export { type QueryNeighborsOptions, queryNeighbors } from "./query-neighbors";
export { rankNeighbors } from "./rank-neighbors";
export type { KnnGraph, Metric } from "./types";
export { rowWeights, type Weights, weightsField } from "./weights";
