export type { HypergradientCallback } from "./hypergradient.ts";
export type { LiveTrial } from "./live-trial.ts";
export { trialLog } from "./trial-log.ts";
