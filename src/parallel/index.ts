export type { WorkerPool } from "./pool";
export { createWorkerPool, RUN_OPTIONS, type RunOptions, withPool } from "./run-options";
