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
export {
  type KNearestNeighborsOptions,
  type KnnGraph,
  kNearestNeighbors,
  type Metric,
  type QueryNeighborsOptions,
  queryNeighbors,
  type Weights,
} from "./neighbors";
export { createWorkerPool, type RunOptions, type WorkerPool } from "./parallel";
export { type PcaOptions, type PcaResult, pca, pcaTransform } from "./projection";
