// What other modules of the package use, and its users do not: no part of the public API.
export { canonicalSequences } from "./build/canonical-sequences";
export { type DistinctRows, deduplicate } from "./build/deduplicate";
export { type Naming, nameActions } from "./build/name-actions";
export { type CodedRows, numberRows } from "./build/number-rows";
export { RaggedBuilder } from "./build/ragged-builder";
export { REPEAT_BUCKETS, RUN_BUCKETS } from "./build/repeat-buckets";
export { MOST_INPUTS, toSequences, toTokenizedSequences, toWeightedSequences } from "./build/to-sequences";
export { learnedSequences, lengthBound, lengthShares, relativeWeights } from "./length-shares";
export { parseJsonLine } from "./lines/json-line";
export { type CodedPathPattern, readPathPattern } from "./patterns/path-pattern";
export { pathPatterns } from "./patterns/pattern-fields";
export { timedSteps } from "./prepare/prepare-log";
export { stepText } from "./prepare/step-words";
export { prepareSteps, readLearnedStep } from "./prepare/steps";
export { asRowLabels, type LabelledRows, labelledRows, type RowLabels, valuesOfInputs } from "./row-labels";
export {
  checkedEncoder,
  type EncodedSequences,
  type LogEncoder,
  logEncoder,
  type SequenceEncoder,
  sequenceEncoder,
} from "./sequence-encoder";
export { BUILD_SEQUENCES_OPTIONS } from "./sequence-options";
export { sharedActions } from "./shared-actions";
export { subsetRows } from "./subset-rows";
export { countTransitions, type TransitionCounts, transitionSteps } from "./transition-counts";
