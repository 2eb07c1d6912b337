export { buildSequences } from "./build/build-sequences";
export { sequencesFrom } from "./build/sequences-from";
export { weightedSequences } from "./build/weighted-sequences";
export { decodeSequence } from "./decode-sequence";
export { type ReadSequencesOptions, readSequences } from "./lines/read-sequences";
export { formatPath, parsePath } from "./paths";
export {
  type CodedPathPattern,
  type PathMatch,
  type PathPattern,
  pathPattern,
  type UnknownName,
} from "./patterns/path-pattern";
export type { CleanNameRule, CleanNamesStep } from "./prepare/clean-names";
export type { CleanUrlsStep } from "./prepare/clean-urls";
export type { DropRobotsStep, EventRate } from "./prepare/drop-robots";
export type { GroupStep } from "./prepare/group";
export type { DropStep, KeepStep } from "./prepare/keep-and-drop";
export type { KeepPathsStep } from "./prepare/keep-paths";
export type { MarkersStep } from "./prepare/markers";
export type { BeforeAndAfter, StepReport } from "./prepare/prepare-log";
export type { SessionsStep } from "./prepare/sessions";
export type { ActionNames } from "./prepare/step-fields";
export type { PrepareStep } from "./prepare/steps";
export type { TruncateStep } from "./prepare/truncate";
export { type InputLabels, labelsOfInputs } from "./row-labels";
export type { SequenceRules } from "./rules";
export type { BuildSequencesOptions, SequenceOptions } from "./sequence-options";
export type { WeightedSequences } from "./transition-counts";
export type { SequenceClock, Sequences, SequencesReport, TokenizedSequences, Vocabulary } from "./types";
