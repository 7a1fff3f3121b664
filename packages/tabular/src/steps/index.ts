export { type OversampleOptions, oversample } from "./oversample.ts";
export { type ScaleOptions, scale } from "./scale.ts";
export { type SelectBestOptions, selectBest } from "./select-best.ts";
export { type SelectFalseDiscoveryOptions, selectFalseDiscovery } from "./select-false-discovery.ts";
export { type SelectVarianceOptions, selectVariance } from "./select-variance.ts";
export { type SmoteOptions, smote } from "./smote.ts";
export { type UndersampleOptions, undersample } from "./undersample.ts";
