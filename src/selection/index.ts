export { bootstrapStability, bootstrapWeights } from "./bootstrap-stability";
export { type DescriptionLength, type DescriptionLengthOptions, descriptionLength } from "./description-length";
export { type NullModel, nullSequences } from "./null-sequences";
export { poissonWeights } from "./poisson-weights";
export { PredictiveCode } from "./predictive-code";
export { predictiveGain } from "./predictive-gain";
export { reachVerdict } from "./reach-verdict";
export { type SavedBits, savedBits } from "./saved-bits";
export type { CandidateScore, SegmentEvidence, Selection, Verdict } from "./types";
