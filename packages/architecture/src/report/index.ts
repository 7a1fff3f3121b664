export type { NetworkReport } from "./network-report.ts";
export { renderNetworkReport } from "./render-network-report.ts";
