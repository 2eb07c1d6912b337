export { buildSequences } from "./build-sequences";
export { decodeSequence } from "./decode-sequence";
export { formatPath, parsePath } from "./paths";
export { type ReadSequencesOptions, readSequences } from "./read-sequences";
export { type InputLabels, labelsOfInputs } from "./row-labels";
export type { SequenceRules } from "./rules";
export {
  type EncodedSequences,
  type SequenceEncoder,
  type SequenceEncoderOptions,
  sequenceEncoder,
} from "./sequence-encoder";
export type { BuildSequencesOptions, SequenceOptions } from "./sequence-options";
export { sequencesFrom } from "./sequences-from";
export type { WeightedSequences } from "./transition-counts";
export type { SequenceClock, Sequences, SequencesReport, TokenizedSequences, Vocabulary } from "./types";
export { weightedSequences } from "./weighted-sequences";
