// What other modules of the package use, and its users do not: no part of the public API.
export { distanceField, distanceFunction } from "./distance";
export { findNeighbors } from "./find-neighbors";
export { checkNeighborCount } from "./k-nearest-neighbors";
export { metricRows } from "./metric-rows";
export { nearest } from "./nearest";
export { nearestOthers } from "./nearest-others";
export { PreparedRows } from "./prepared-rows";
export { principalSketch } from "./principal-sketch";
export { rankNeighbors } from "./rank-neighbors";
export { rowWeights, weightsField } from "./weights";
