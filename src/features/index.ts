export type { Moment } from "./calendar/days";
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
export {
  column,
  type FeatureRow,
  type FeatureTable,
  featureTable,
  joinTables,
  selectColumns,
  tableRows,
} from "./table/feature-table";
export {
  type CleanedTransactions,
  type CleaningEffect,
  type CleaningReport,
  type CleaningRule,
  type CleanTransactionsOptions,
  cleanTransactions,
  type TransactionTotals,
} from "./transactions/clean-transactions";
export type { Currencies } from "./transactions/convert-currencies";
export type { OrderUnit } from "./transactions/order-histories";
export { type ReadTransactionsOptions, readTransactions } from "./transactions/read-transactions";
export type { CancelledLines } from "./transactions/settle-cancellations";
export type { NamedLines, Transactions } from "./transactions/types";
