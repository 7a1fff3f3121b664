export { UiError, type UiErrorCode } from "./error.ts";
export { type Lab, openLab, usualLabPort } from "./lab/open-lab.ts";
export { type Dashboard, openDashboard, usualPort } from "./open-dashboard.ts";
export type { RunFinding, RunWatch } from "./runs/runs.ts";
