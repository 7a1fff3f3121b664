export type { FitReport } from "./fit-report.ts";
export { renderFitReport } from "./render-fit-report.ts";
export { type ReportDataOptions, reportData } from "./report-data.ts";
