export {
  type ComparedTransition,
  type CompareSegmentsOptions,
  compareSegments,
  type SegmentComparison,
} from "./compare-segments";
export type { SegmentActivity } from "./figures/activity";
export type { DistributionSummary } from "./figures/distribution";
export type { DropOff } from "./figures/drop-offs";
export type { DwellTime } from "./figures/dwell-times";
export type { EndAction } from "./figures/end-actions";
export type { PropertyProfile, SegmentProperties } from "./figures/properties";
export type { StepMatrix } from "./figures/step-matrix";
export type { TransitionMatrix } from "./figures/transition-matrix";
export type { SegmentTransition } from "./figures/transitions";
export { type Conversion, type ConversionOptions, conversion } from "./flows/conversion";
export {
  type Funnel,
  type FunnelOfInputs,
  type FunnelOfSegment,
  type FunnelOptions,
  type FunnelStep,
  funnel,
} from "./flows/funnel";
export { toDot, toGraphML, toMermaid } from "./flows/graph-text";
export {
  type Cohort,
  type CohortPeriod,
  type PeriodUsers,
  type Retention,
  type RetentionOptions,
  retention,
  type StayCurve,
} from "./flows/retention";
export {
  type StepFlow,
  type StepMatrixOptions,
  type StepPlace,
  type StepsAround,
  stepMatrix,
} from "./flows/step-matrix";
export {
  type EdgeWeight,
  type GraphEdge,
  type GraphNode,
  type TransitionGraph,
  type TransitionGraphOptions,
  transitionGraph,
} from "./flows/transition-graph";
export {
  type ComparedGroup,
  type CompareGroupsOptions,
  compareGroups,
  type GroupComparison,
} from "./groups/compare-groups";
export { formatGroupComparison } from "./groups/format-group-comparison";
export type { GroupDifference } from "./groups/group-differences";
export type { DifferenceKind } from "./groups/measures";
export type { GroupLabels } from "./groups/two-groups";
export { formatOutcomes } from "./outcomes/format-outcomes";
export type { OutcomesOptions } from "./outcomes/outcome-options";
export type { OutcomeAnswer, OutcomeComparison, OutcomeProperty, OutcomeRow } from "./outcomes/outcome-row";
export { outcomes, type SegmentedUsers } from "./outcomes/outcomes";
export type { PropertyValue, UserProperties } from "./outcomes/read-properties";
export type { BorderlinePath } from "./paths/borderline-paths";
export type { Exemplar } from "./paths/exemplars";
export type { SegmentContrast } from "./patterns/contrast";
export type { SegmentPattern } from "./patterns/pattern";
export { type RelateSegmentsOptions, relateSegments } from "./relate-segments";
export type {
  DescribeAudit,
  SegmentFlow,
  SegmentPaths,
  SegmentPatterns,
  SegmentProfile,
  SegmentTimes,
  SegmentWords,
} from "./segment-profile";
export { groupsOfSegments, type SegmentGroup, type SegmentRelations } from "./segment-relations";
export type { SummarizeOptions } from "./summarize-options";
export { summarizeSegments } from "./summarize-segments";
export type { ProfileRow, ProfileTables } from "./tables/profile-tables";
export { type ToCSVOptions, toCSV } from "./tables/to-csv";
export { toHTML } from "./tables/to-html";
export { toMarkdown } from "./tables/to-markdown";
export { toRows } from "./tables/to-rows";
export type { DescribeOptions } from "./words/describe-options";
export { formatProfile } from "./words/format-profile";
export type { NameTruth } from "./words/name-truth";
export type { DescribedSegment, DescribeSegment, SegmentToDescribe, SiblingSegment } from "./words/segment-prompt";
