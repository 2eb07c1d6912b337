export { type DescriptionLength, type DescriptionLengthOptions, descriptionLength } from "./description-length";
export { selectionScore } from "./selection-score";
export { type Separation, type SeparationOptions, separation } from "./separation";
export type {
  CandidateScore,
  LogStructure,
  SegmentEvidence,
  Selection,
  Verdict,
  VerdictReason,
  VerdictWords,
} from "./types";
