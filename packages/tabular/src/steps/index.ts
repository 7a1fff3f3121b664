export { type ScaleOptions, scale } from "./scale.ts";
export { type SelectBestOptions, selectBest } from "./select-best.ts";
export { type SelectFalseDiscoveryOptions, selectFalseDiscovery } from "./select-false-discovery.ts";
export { type SelectVarianceOptions, selectVariance } from "./select-variance.ts";
