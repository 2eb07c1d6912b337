export { type DistanceFunction, distanceField, distanceFunction, type MlDistanceName } from "./distance";
export { findNeighbors } from "./find-neighbors";
export { checkNeighborCount, type KNearestNeighborsOptions, kNearestNeighbors } from "./k-nearest-neighbors";
export { metricRows } from "./metric-rows";
export { nearest } from "./nearest";
export { nearestOthers } from "./nearest-others";
export {
  type NeighborIndex,
  type NeighborIndexOptions,
  type NeighborQueryOptions,
  neighborIndex,
} from "./neighbor-index";
export { PreparedRows } from "./prepared-rows";
export { principalSketch } from "./principal-sketch";
export { type QueryNeighborsOptions, queryNeighbors } from "./query-neighbors";
export { rankNeighbors } from "./rank-neighbors";
export type { KnnGraph, Metric, NeighborMethod, NeighborMetric } from "./types";
export { rowWeights, type Weights, weightsField } from "./weights";
