export type { Contrast } from "./contrast";
export type { Distribution } from "./distribution";
export type { EndAction } from "./end-actions";
export type { Exemplar } from "./exemplars";
export { formatProfile } from "./format-profile";
export type { Pattern } from "./pattern";
export type { SegmentProfile } from "./segment-profile";
export { type SummarizeOptions, summarizeSegments } from "./summarize-segments";
export type { Transition } from "./transitions";
