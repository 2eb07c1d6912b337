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
  type Events,
  type EventsReport,
  type ReadEventsOptions,
  type RefusedRows,
  readEvents,
  type Source,
  type TimeUnit,
} from "./events";
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
export {
  type BuildSequencesOptions,
  buildSequences,
  decodeSequence,
  type EncodedSequences,
  formatPath,
  type LeftOut,
  parsePath,
  type ReadSequencesOptions,
  type Renamed,
  readSequences,
  type SequenceEncoder,
  type SequenceOptions,
  type SequenceRules,
  type Sequences,
  type SequencesReport,
  sequenceEncoder,
  sequencesFrom,
  type TokenizedSequences,
  type Vocabulary,
} from "./sequences";
