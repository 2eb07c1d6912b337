// What other modules of the package use, and its users do not: no part of the public API.
export { canonicalSequences } from "./canonical-sequences";
export { type DistinctRows, deduplicate } from "./deduplicate";
export { parseJsonLine } from "./json-line";
export { learnedSequences, lengthBound, lengthShares, relativeWeights } from "./length-shares";
export { type CodedPathPattern, readPathPattern } from "./patterns/path-pattern";
export { pathPatterns } from "./patterns/pattern-fields";
export { timedSteps } from "./prepare/prepare-log";
export { stepText } from "./prepare/step-words";
export { prepareSteps, readLearnedStep } from "./prepare/steps";
export { asRowLabels, type LabelledRows, labelledRows, type RowLabels, valuesOfInputs } from "./row-labels";
export { type EncodedSequences, type SequenceEncoder, sequenceEncoder } from "./sequence-encoder";
export { BUILD_SEQUENCES_OPTIONS } from "./sequence-options";
export { sharedActions } from "./shared-actions";
export { subsetRows } from "./subset-rows";
export { toSequences, toTokenizedSequences, toWeightedSequences } from "./to-sequences";
export { countTransitions, type TransitionCounts, transitionSteps } from "./transition-counts";
