export {
  type DetectDriftOptions,
  type Drift,
  type DriftTest,
  detectDrift,
  type SegmentShift,
} from "./drift/detect-drift";
export type { RenamedAction } from "./drift/renamed-actions";
export type { OneSidedAction } from "./drift/vocabulary-test";
export {
  type LabelAgreement,
  type MatchedSegment,
  type MatchSegmentsOptions,
  matchSegments,
  type SegmentMatch,
  type SuccessorSegment,
} from "./matching/match-segments";
export { type RefitComparison, type RefitNoise, type RefitNoiseOptions, refitNoise } from "./matching/refit-noise";
export type { SegmentMeasures } from "./matching/segment-measures";
export type { SegmentEvent } from "./matching/tell-events";
export type { UserMigration } from "./matching/user-migration";
