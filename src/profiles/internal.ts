// What other modules of the package use, and its users do not: no part of the public API.
export { reachOfInputs, readSteps } from "./flows/funnel";
export { ClusteredSums, type Side } from "./groups/clustered-sums";
export { differenceText, figureText, foundText, pText } from "./groups/format-group-comparison";
export { type ToldOnce, toldOnce } from "./groups/group-differences";
export { outcomeFigure } from "./outcomes/answer-outcome";
export { propertyValues } from "./outcomes/read-properties";
export { pathSimilarity } from "./paths/path-similarity";
export { showsPattern } from "./patterns/shows-pattern";
export { renameSegments } from "./rename-segments";
export { distinctiveOf } from "./segment-profile";
export { SUMMARIZE_OPTIONS } from "./summarize-options";
export { profileSegments } from "./summarize-segments";
export { displayedProfile } from "./tables/displayed";
export { TABLE_NAMES } from "./tables/to-rows";
export { sharedPrefix, shortAction } from "./words/action-labels";
export { describeHiding } from "./words/describe-options";
export { isSegmentName, LONGEST_SEGMENT_NAME } from "./words/segment-name";
export { segmentNumber } from "./words/segment-number";
