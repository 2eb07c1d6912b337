// What other modules of the package use, and its users do not: no part of the public API.
export { ACTIONS } from "./describe/draft-emails";
export { nameSegments } from "./describe/name-rules";
export { isPathMetrics, restorePathMetrics } from "./paths/path-metric-embedder";
export { isFeaturesModelData } from "./scaling/features-model";
export { PREPARE_FEATURES_OPTIONS } from "./scaling/prepare-features";
export { featureMatrix } from "./table/feature-matrix";
export { isFeatureTable, readTable } from "./table/feature-table";
export { columnNamesOf } from "./transactions/guess-columns";
