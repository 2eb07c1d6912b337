export type { Alternative, Assignment, AssignmentReason } from "./assignment";
export type { Clusterer, Clustering } from "./clusterer";
export {
  type ComparedEmbedding,
  type CompareEmbeddingsOptions,
  compareEmbeddings,
  type EmbeddingComparison,
} from "./compare-embeddings";
export type { Counterfactual, Evidence, Explanation, NearestExemplar } from "./explain";
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
export { type FormatComparisonOptions, formatComparison } from "./format-comparison";
export { type LoadSegmentsOptions, loadSegments } from "./load-segments";
export { writeAtomically } from "./node-files";
export { type PredictiveGain, predictiveGain } from "./predictive-gain";
export type { FittedReducer, Reducer } from "./reducer";
export type { SegmentModel } from "./segment-model";
