// The main path: read, fit, load, report, with the engines that people look for first, and the types that these need.
// Everything else is imported from its module, such as `seqment/clustering`.
export {
  adjustedMutualInformation,
  adjustedRandIndex,
  type HdbscanOptions,
  type HdbscanResult,
  hdbscan,
  type KmeansOptions,
  type KmeansResult,
  kmeans,
} from "./clustering";
export { type Labels, type Matrix, MissingDependencyError, ModelFormatError, type Vectors } from "./core";
export { type CustomEmbedderOptions, customEmbedder, type Embedder, type FittedEmbedder } from "./embedding";
export { type Events, type EventsReport, type ReadEventsOptions, readEvents } from "./events";
export type { KnnGraph } from "./neighbors";
export { createWorkerPool, type RunOptions, type WorkerPool } from "./parallel";
export {
  formatProfile,
  type SegmentComparison,
  type SegmentProfile,
  type SummarizeOptions,
  summarizeSegments,
} from "./profiles";
export { type UmapOptions, type UmapResult, umap } from "./projection";
export { type ReportOptions, renderReport } from "./report";
export {
  type Assignment,
  type Clusterer,
  type Clustering,
  type Explanation,
  type FitInput,
  type FitReport,
  type FitSegmentsOptions,
  fitSegments,
  type LoadSegmentsOptions,
  loadSegments,
  type Reducer,
  type SegmentModel,
} from "./segments";
export {
  type BuildSequencesOptions,
  buildSequences,
  formatPath,
  type InputLabels,
  labelsOfInputs,
  parsePath,
  type ReadSequencesOptions,
  readSequences,
  type SequenceOptions,
  type Sequences,
  type SequencesReport,
  sequencesFrom,
} from "./sequences";
