export { denseProducts, type NormalProducts } from "./matrix-products";
export { nearestRotation } from "./nearest-rotation";
export type { WorkerPool } from "./pool";
export { rayleighRitz } from "./rayleigh-ritz";
export { createWorkerPool, RUN_OPTIONS, type RunOptions, withPool } from "./run-options";
export { blockWidth, leadingSingularVectors, type SingularVectors } from "./singular-vectors";
export { sparseSingularVectors } from "./sparse-singular-vectors";
export { type Eigen, symmetricEigen } from "./symmetric-eigen";
export { startThread, type Thread } from "./thread";
