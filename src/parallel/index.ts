export { denseProducts, type NormalProducts, sparseProducts } from "./matrix-products";
export type { WorkerPool } from "./pool";
export { createWorkerPool, RUN_OPTIONS, type RunOptions, withPool } from "./run-options";
export { blockWidth, leadingSingularVectors, type SingularVectors } from "./singular-vectors";
export { startThread, type Thread } from "./thread";
