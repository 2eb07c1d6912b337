// Who calls whom. The public functions read options and bring rows into the coordinates of their metric (metric-rows):
// for cosine, rows at length 1 with an extra column for zero rows.
//
//   kNearestNeighbors   rows among themselves: find-neighbors chooses nearest-others (exact: a k-d tree) or approximate
//                       (trees and descent, whose recall is measured on a sample by nearest)
//   neighborIndex       new rows among fixed ones: prepared-rows (exact: brute force)
//   queryNeighbors      an index for one call; nearest is the same for the other rooms
//   both                measured-neighbors where the metric has no kernel: pair by pair in JavaScript
//   rank-neighbors      the ranks of given neighbors, for the measures of a picture
export type { DistanceFunction, MlDistanceName } from "./distance";
export { type KNearestNeighborsOptions, kNearestNeighbors } from "./k-nearest-neighbors";
export {
  type NeighborIndex,
  type NeighborIndexOptions,
  neighborIndex,
  type QueryNeighborsOptions,
} from "./neighbor-index";
export { queryNeighbors } from "./query-neighbors";
export type { KnnGraph, Metric, NeighborMethod, NeighborMetric } from "./types";
export type { Weights } from "./weights";
