export { renderReport } from "./render-report";
export type { ReportOptions } from "./report-options";
