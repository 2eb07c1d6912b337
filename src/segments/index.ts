export type { EmergingSegment, EmergingSegments } from "./emerging/emerging-segments";
export type { FitInput } from "./fit-input";
export type { FitReport } from "./fit-report";
export { fitSegments } from "./fit-segments";
export type { GuidedGroup, GuideReport } from "./guide/guide-report";
export type { AblationRow, OutcomePrediction } from "./hybrid/ablation";
export type { FitHybridOptions, HybridFeatures } from "./hybrid/hybrid-options";
export type { HybridSegment } from "./hybrid/hybrid-parts";
export type { AssignHybridOptions, HybridAssignment, HybridSegmentModel } from "./hybrid/hybrid-segment-model";
export { loadHybridSegments } from "./hybrid/load-hybrid-segments";
export type { LayerGroup, SegmentLayer } from "./layers/segment-layer";
export type { AssignOptions } from "./model/answers/assign-options";
export type {
  Alternative,
  AnswerTo,
  Assigned,
  Assignment,
  BeginningAssignment,
  Identified,
  IdentifiedAssignment,
  LikelySegment,
  NearestSegment,
  Unassigned,
} from "./model/answers/assignment";
export type { ColdStart } from "./model/answers/cold-start";
export type { Counterfactual, Evidence, ExplainOptions, Explanation, NearestExemplar } from "./model/answers/explain";
export type { PatternAnswer } from "./model/answers/pattern-answers";
export { type LoadSegmentsOptions, loadSegments } from "./model/contents/load-segments";
export type { ModelContents } from "./model/contents/model-contents";
export type { FittedSegments } from "./model/fitted-segments";
export type { MemberRow, ModelTables, UserRow } from "./model/member-row";
export type { ModelLineage, ModelOrigin } from "./model/model-origin";
export { type PredictiveGain, predictiveGain } from "./model/predictive-gain";
export type { Reference } from "./model/reference";
export type { SavableSegments } from "./model/savable-segments";
export type { SegmentEdit } from "./model/segment-edit";
export type { Refinement, SegmentModel } from "./model/segment-model";
export type {
  ClusteringOption,
  HdbscanClusteringOptions,
  KmeansClusteringOptions,
  MarkovMixtureClusteringOptions,
} from "./options/clustering-options";
export type {
  EmbeddingOption,
  NgramStageOptions,
  OrderStageOptions,
  SentenceBertStageOptions,
  Word2VecStageOptions,
} from "./options/embedding-options";
export type {
  AgglomerativeClusteringOptions,
  BisectingKmeansClusteringOptions,
  DbscanClusteringOptions,
  GaussianMixtureClusteringOptions,
  OpticsClusteringOptions,
} from "./options/engine-options";
export type { FitSegmentsOptions, ProfileOptions } from "./options/fit-segments-options";
export type { GuideOptions } from "./options/guide-options";
export type { NoiseOption, NoisePolicy } from "./options/noise-policy";
export type { NumberOfSegments } from "./options/number-of-segments";
export type { LeftToTheData, PluggedIn } from "./options/plugged-in";
export type { PreviousModel } from "./options/previous-model";
export type { PcaProjectionOptions, ProjectionOption, UmapProjectionOptions } from "./options/projection-options";
export type { PcaReductionOptions, ReductionOption, UmapReductionOptions } from "./options/reduction-options";
export type { RefineOptions } from "./options/refine-options";
export type { SaveOptions } from "./options/save-options";
export type { SegmentEdits, SegmentReference } from "./options/segment-edits";
export type { UsersOptions } from "./options/users-options";
export { mapActions } from "./previous/map-actions";
export type { Clusterer, Clustering } from "./stages/clusterer";
export type { FittedReducer, Reducer } from "./stages/reducer";
export {
  type ComparedEmbedding,
  type CompareEmbeddingsOptions,
  compareEmbeddings,
  type EmbeddingComparison,
} from "./survey/compare-embeddings";
export { type FormatComparisonOptions, formatComparison } from "./survey/format-comparison";
export type { FeatureAssignment } from "./table/feature-assignment";
export type {
  FeatureFigureRow,
  FeatureModelTables,
  FeatureSegment,
  TableColumn,
  TableReport,
} from "./table/feature-model-parts";
export type { FeatureSegmentModel } from "./table/feature-segment-model";
export { loadTableSegments } from "./table/load-table-segments";
export type { FitTableOptions } from "./table/table-options";
export type { TableSelection, TriedNumber } from "./table/table-selection";
export type { UsersTable } from "./users/read-users";
export type { UserOfModel } from "./users/users-table";
