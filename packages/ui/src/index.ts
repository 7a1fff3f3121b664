export { UiError, type UiErrorCode } from "./error.ts";
export { type Dashboard, openDashboard, usualPort } from "./open-dashboard.ts";
