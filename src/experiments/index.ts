export {
  type AnalyzeExperimentOptions,
  analyzeExperiment,
  type Comparison,
  type ExperimentAnalysis,
  type ExperimentData,
  type SegmentEffect,
} from "./analysis/analyze-experiment";
export type { ArmFigures, Effect, RelativeFigures } from "./analysis/effect";
export type { ExposureRow } from "./analysis/exposed-users";
export { formatExperiment } from "./analysis/format-experiment";
export type { Heterogeneity, ShrunkEffect } from "./analysis/heterogeneity";
export type { ExperimentMetric, MeanMetric, RatioMetric, UserValues } from "./analysis/metric";
export type { PostStratifiedEffect } from "./analysis/post-stratified";
export type { SampleRatio, SegmentSampleRatio } from "./analysis/sample-ratio";
export { type AssignVariantOptions, assignVariant, type VariantAssignment } from "./assignment/assign-variant";
export type { Experiment, Variant } from "./assignment/experiment";
export type { Exposure } from "./assignment/exposure";
export { ExposureLog } from "./assignment/exposure-log";
export { StoredExposureLog } from "./assignment/stored-exposure-log";
export type { RefinedDefinition } from "./diagnosis/causes/definition";
export {
  type DiagnosedGap,
  type DiagnoseSegmentOptions,
  type Diagnosis,
  diagnoseSegment,
} from "./diagnosis/diagnose-segment";
export type {
  DiagnosisData,
  DiagnosisPaths,
  FigureColumns,
  FiguresOfUsers,
  LabeledUsers,
  OfPeriods,
} from "./diagnosis/diagnosis-data";
export type { DiagnosisCause, DiagnosisEvidence } from "./diagnosis/evidence";
export { formatDiagnosis } from "./diagnosis/format-diagnosis";
export type { DiagnosisVerdict } from "./diagnosis/verdict";
export { type ExperimentDesign, type ExperimentPower, experimentPower } from "./power/experiment-power";
export { type SegmentDecision, type TreatWhomOptions, treatWhom } from "./uplift/treat-whom";
export {
  type GainCurve,
  type ScoredUsers,
  type UpliftCurve,
  type UpliftCurveOptions,
  upliftCurve,
} from "./uplift/uplift-curve";
