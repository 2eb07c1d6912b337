export type { WorkerPool } from "./pool";
export { createWorkerPool, type RunOptions } from "./run-options";
