export { adjustedMutualInformation, adjustedRandIndex } from "./clustering";
export {
  type Duration,
  type Labels,
  type Matrix,
  MissingDependencyError,
  ModelFormatError,
  type Progress,
  type Vectors,
} from "./core";
export { createWorkerPool, type RunOptions, type WorkerPool } from "./parallel";
