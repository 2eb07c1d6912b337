// What other modules of the package use, and its users do not: no part of the public API.
export { canonicalSequences } from "./canonical-sequences";
export { type DistinctRows, deduplicate } from "./deduplicate";
export { parseJsonLine } from "./json-line";
export { learnedSequences, lengthBound, lengthShares, relativeWeights } from "./length-shares";
export { type Naming, nameActions } from "./name-actions";
export { type CodedRows, numberRows } from "./number-rows";
export { RaggedBuilder } from "./ragged-builder";
export { REPEAT_BUCKETS, RUN_BUCKETS } from "./repeat-buckets";
export { asRowLabels, type LabelledRows, labelledRows, type RowLabels, valuesOfInputs } from "./row-labels";
export { BUILD_SEQUENCES_OPTIONS } from "./sequence-options";
export { sharedActions } from "./shared-actions";
export { subsetRows } from "./subset-rows";
export { countTransitions, type TransitionCounts, transitionSteps } from "./transition-counts";
