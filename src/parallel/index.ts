export { denseProducts, type NormalProducts } from "./matrix-products";
export type { WorkerPool } from "./pool";
export { createWorkerPool, RUN_OPTIONS, type RunOptions, withPool } from "./run-options";
export { blockWidth, leadingSingularVectors, type SingularVectors } from "./singular-vectors";
export { sparseSingularVectors } from "./sparse-singular-vectors";
export { startThread, type Thread } from "./thread";
