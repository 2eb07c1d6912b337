export type { DistanceFunction, MlDistanceName } from "./distance";
export { type KNearestNeighborsOptions, kNearestNeighbors } from "./k-nearest-neighbors";
export {
  type NeighborIndex,
  type NeighborIndexOptions,
  type NeighborQueryOptions,
  neighborIndex,
} from "./neighbor-index";
export { type QueryNeighborsOptions, queryNeighbors } from "./query-neighbors";
export type { KnnGraph, Metric, NeighborMethod, NeighborMetric } from "./types";
export type { Weights } from "./weights";
