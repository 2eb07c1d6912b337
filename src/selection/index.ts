export { bootstrapStability, bootstrapWeights } from "./bootstrap-stability";
export { middle, secondHalvesByTheKnown } from "./coding-task";
export { type DescriptionLength, type DescriptionLengthOptions, descriptionLength } from "./description-length";
export { disjointGroups } from "./disjoint-groups";
export { type NullModel, nullSequences } from "./null-sequences";
export { PredictiveCode } from "./predictive-code";
export { reachVerdict } from "./reach-verdict";
export { type SavedBits, type Savings, SavingsCode, type Splits } from "./saved-bits";
export { selectionScore } from "./selection-score";
export { type MostSeparate, Separating, type Separation, type SeparationOptions, separation } from "./separation";
export { stableShareOf } from "./stable-share";
export type {
  CandidateScore,
  LogStructure,
  SegmentEvidence,
  Selection,
  Verdict,
  VerdictReason,
  VerdictWords,
} from "./types";
export { beyondShuffled } from "./verdict-rule";
