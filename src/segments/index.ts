export type { FitInput } from "./fit-input";
export type {
  FitSegmentsOptions,
  HdbscanClusteringOptions,
  KmeansClusteringOptions,
  MarkovMixtureClusteringOptions,
  OrderEmbeddingOptions,
  ProfileOptions,
  ProjectionOptions,
  ReductionOptions,
  SentenceBertEmbeddingOptions,
  Word2VecEmbeddingOptions,
} from "./fit-options";
export type { FitReport } from "./fit-report";
export { fitSegments } from "./fit-segments";
export type { Alternative, Assignment, AssignmentReason } from "./model/assignment";
export type { Counterfactual, Evidence, Explanation, NearestExemplar } from "./model/explain";
export { type LoadSegmentsOptions, loadSegments } from "./model/load-segments";
export type { SegmentModel } from "./model/segment-model";
export type { Clusterer, Clustering } from "./stages/clusterer";
export type { FittedReducer, Reducer } from "./stages/reducer";
export {
  type ComparedEmbedding,
  type CompareEmbeddingsOptions,
  compareEmbeddings,
  type EmbeddingComparison,
} from "./survey/compare-embeddings";
export { type FormatComparisonOptions, formatComparison } from "./survey/format-comparison";
export { type PredictiveGain, predictiveGain } from "./survey/predictive-gain";
