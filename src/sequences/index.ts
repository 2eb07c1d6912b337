export { buildSequences } from "./build-sequences";
export { canonicalSequences } from "./canonical-sequences";
export { decodeSequence } from "./decode-sequence";
export { type DistinctRows, deduplicate } from "./deduplicate";
export { parseJsonLine } from "./json-line";
export { learntSequences, lengthBound, lengthShares, relativeWeights } from "./length-shares";
export { formatPath, parsePath } from "./paths";
export { type ReadSequencesOptions, readSequences } from "./read-sequences";
export type { SequenceRules } from "./rules";
export {
  type EncodedSequences,
  type LeftOut,
  type SequenceEncoder,
  type SequenceEncoderOptions,
  sequenceEncoder,
} from "./sequence-encoder";
export {
  BUILD_SEQUENCES_OPTIONS,
  type BuildSequencesOptions,
  type Renamed,
  type SequenceOptions,
} from "./sequence-options";
export { sequencesFrom } from "./sequences-from";
export { sharedActions } from "./shared-actions";
export { subsetRows } from "./subset-rows";
export { countTransitions, type TransitionCounts, transitionSteps, type WeightedSequences } from "./transition-counts";
export type { SequenceClock, Sequences, SequencesReport, TokenizedSequences, Vocabulary } from "./types";
