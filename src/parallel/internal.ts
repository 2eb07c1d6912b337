// What other modules of the package use, and its users do not: no part of the public API.
export { denseProducts, type NormalProducts } from "./matrix-products";
export { nearestRotation } from "./nearest-rotation";
export { rayleighRitz } from "./rayleigh-ritz";
export { RUN_OPTIONS, withPool } from "./run-options";
export { blockWidth, leadingSingularVectors, type SingularVectors } from "./singular-vectors";
export { sparseSingularVectors } from "./sparse-singular-vectors";
export { type Eigen, symmetricEigen } from "./symmetric-eigen";
export { startThread, type Thread } from "./thread";
