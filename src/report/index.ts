export { type FeatureSvgOptions, radarPlotSvg, snakePlotSvg } from "./features/feature-svg";
export { type FeatureReportOptions, renderFeatureReport } from "./features/render-feature-report";
export { type HybridReportOptions, renderHybridReport } from "./features/render-hybrid-report";
export { type ComparisonPageOptions, renderComparison } from "./flows/render-comparison";
export { type StepMatrixSvgOptions, stepMatrixSvg } from "./flows/step-matrix-svg";
export { type StepSankeySvgOptions, stepSankeySvg } from "./flows/step-sankey-svg";
export { renderReport } from "./render-report";
export type { ReportOptions } from "./report-options";
export { type SegmentMapSvgOptions, segmentMapSvg } from "./segment-map-svg";
