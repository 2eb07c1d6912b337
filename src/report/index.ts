export { renderReport } from "./render-report";
export type { ReportOptions } from "./report-options";
export { type SegmentMapSvgOptions, segmentMapSvg } from "./segment-map-svg";
export { type StepMatrixSvgOptions, stepMatrixSvg } from "./step-matrix-svg";
