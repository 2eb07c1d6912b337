export { type DetectDriftOptions, detectDrift } from "./drift/detect-drift";
export type { Drift, DriftTest, SegmentShift } from "./drift/drift";
export { formatDrift } from "./drift/format-drift";
export type { RenamedAction } from "./drift/renamed-actions";
export type { OneSidedAction } from "./drift/vocabulary-test";
export { type EmergingSegmentsOptions, emergingSegments } from "./emerging/emerging-segments";
export { formatMatch } from "./matching/format-match";
export { type MatchSegmentsOptions, matchSegments } from "./matching/match-segments";
export { type RefitComparison, type RefitNoise, type RefitNoiseOptions, refitNoise } from "./matching/refit-noise";
export type {
  LabelAgreement,
  MatchedSegment,
  SegmentEvent,
  SegmentMatch,
  SuccessorSegment,
} from "./matching/segment-match";
export type { SegmentMeasures } from "./matching/segment-measures";
export type { UserMigration } from "./matching/user-migration";
export {
  type SegmentInPeriod,
  type SegmentPeriod,
  type SegmentsOverTimeOptions,
  segmentsOverTime,
} from "./over-time/segments-over-time";
export { type AdaptiveWindow, type AdwinOptions, adwin, type ChangeDetector } from "./streaming/adwin";
export { type CumulativeSum, type CusumOptions, cusum } from "./streaming/cusum";
