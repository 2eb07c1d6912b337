export { type FeatureSvgOptions, radarPlotSvg, snakePlotSvg } from "./features/feature-svg";
export { type FeatureReportOptions, renderFeatureReport } from "./features/render-feature-report";
export { type HybridReportOptions, renderHybridReport } from "./features/render-hybrid-report";
export { renderReport } from "./render-report";
export type { ReportOptions } from "./report-options";
export { type SegmentMapSvgOptions, segmentMapSvg } from "./segment-map-svg";
export { type StepMatrixSvgOptions, stepMatrixSvg } from "./step-matrix-svg";
