export { sharedPrefix } from "./action-labels";
export type { SegmentActivity } from "./activity";
export type { BorderlinePath } from "./borderline-paths";
export {
  type ComparedTransition,
  type CompareSegmentsOptions,
  compareSegments,
  type SegmentComparison,
} from "./compare-segments";
export type { Contrast } from "./contrast";
export { displayedProfile } from "./displayed";
export type { Distribution } from "./distribution";
export type { DropOff } from "./drop-offs";
export type { DwellTime } from "./dwell-times";
export type { EndAction } from "./end-actions";
export type { Exemplar } from "./exemplars";
export { formatProfile } from "./format-profile";
export type { NameTruth } from "./name-truth";
export { pathSimilarity } from "./path-similarity";
export type { Pattern } from "./pattern";
export type { Properties, PropertyProfile } from "./properties";
export { type RelateSegmentsOptions, relateSegments } from "./relate-segments";
export type { SegmentProfile } from "./segment-profile";
export type { DescribeSegment, SegmentToDescribe } from "./segment-prompt";
export { groupsOfSegments, type SegmentGroup, type SegmentRelations } from "./segment-relations";
export { showsPattern } from "./shows-pattern";
export type { StepMatrix } from "./step-matrix";
export { SUMMARIZE_OPTIONS, type SummarizeOptions } from "./summarize-options";
export { profileSegments, summarizeSegments } from "./summarize-segments";
export { toCsv } from "./to-csv";
export { toHTML } from "./to-html";
export { toMarkdown } from "./to-markdown";
export { type Cell, type ProfileTable, type TableRow, toRows } from "./to-rows";
export type { TransitionMatrix } from "./transition-matrix";
export type { Transition } from "./transitions";
export { countText, durationText, numberText, percentText, printable, segmentNumber, unitsText } from "./wording";
