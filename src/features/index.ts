export { type ActivityMetric, type ActivityMetricsOptions, activityMetrics } from "./behavior/activity-metrics";
export type { Moment } from "./calendar/days";
export { type DraftEmailsOptions, draftEmails, type EmailDraft, type NamedProfile } from "./describe/draft-emails";
export { type NameCondition, type NameRule, SEGMENT_NAMES } from "./describe/name-rules";
export { type FeatureFigures, type FeatureProfile, profileFeatures } from "./describe/profile-features";
export { readActions } from "./describe/read-actions";
export { actionOf, SEGMENT_ACTIONS, type SegmentAction } from "./describe/segment-actions";
export type { OrderMetric, PathMetric, TimedMetric } from "./paths/path-metric";
export { pathMetricEmbedder } from "./paths/path-metric-embedder";
export { pathMetrics } from "./paths/path-metrics";
export type { TieRule } from "./rfm/cut-points";
export type { PredictiveRfm } from "./rfm/predictive-rfm";
export { type PurchaseMetric, type PurchaseMetricsOptions, purchaseMetrics } from "./rfm/purchase-metrics";
export { type Rfm, type RfmCuts, type RfmOptions, type RfmSegment, rfm } from "./rfm/rfm";
export {
  RFM_NAMES,
  RFM_NAMES_OF_INTRODUCTION,
  type RfmName,
  type RfmNameCells,
  rfmNameCells,
} from "./rfm/rfm-names";
export type { ColumnStep } from "./scaling/column-steps";
export { type ColumnSteps, FeaturesModel, type FeaturesModelData } from "./scaling/features-model";
export type { FittedColumn, FittedFeatures } from "./scaling/fitted-features";
export { type PrepareFeaturesOptions, prepareFeatures } from "./scaling/prepare-features";
export {
  logScale,
  robustScale,
  standardize,
  type WinsorizeOptions,
  winsorize,
  yeoJohnson,
} from "./scaling/scale-features";
export {
  column,
  type FeatureRow,
  type FeatureTable,
  featureTable,
  joinTables,
  selectColumns,
  tableRows,
} from "./table/feature-table";
export { type ReadFeaturesOptions, readFeatures } from "./table/read-features";
export {
  type CleanedTransactions,
  type CleaningEffect,
  type CleaningReport,
  type CleaningRule,
  type CleanTransactionsOptions,
  cleanTransactions,
  type TransactionTotals,
} from "./transactions/clean-transactions";
export type { ShopColumn } from "./transactions/column-words";
export type { Currencies } from "./transactions/convert-currencies";
export type { DecimalSign } from "./transactions/figure-parser";
export { guessTransactionColumns, type TransactionColumnNames } from "./transactions/guess-columns";
export type { OrderUnit } from "./transactions/order-histories";
export { type ReadTransactionsOptions, readTransactions } from "./transactions/read-transactions";
export type { CancelledLines } from "./transactions/settle-cancellations";
export type { NamedLines, Transactions } from "./transactions/types";
export { BgNbdModel, type BgNbdParameters } from "./value/bg-nbd-model";
export { type CustomerValueHorizon, customerValue } from "./value/customer-value";
export { type BgNbdResult, type CustomerValueOptions, type FitOfValue, fitBgNbd } from "./value/fit-bg-nbd";
export {
  fitGammaGamma,
  GammaGammaModel,
  type GammaGammaParameters,
  type GammaGammaResult,
} from "./value/fit-gamma-gamma";
export type { PurchaseFigures, PurchaseHistories, Spending, SpendingFigures } from "./value/histories";
