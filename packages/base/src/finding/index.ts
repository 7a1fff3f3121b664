export type { Finding } from "./finding.ts";
export { renderFinding } from "./render-finding.ts";
