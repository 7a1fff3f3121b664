export * as plots from "./plots/index.ts";
export { renderReport } from "./render-report.ts";
