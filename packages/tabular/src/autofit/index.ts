export { type Autofit, autofit } from "./autofit.ts";
export type { AutofitEvent } from "./events.ts";
export type { AutofitOptions, Budget, ThresholdMetric } from "./options.ts";
export type { Adjusted, AutofitResult, Brought, Candidate, Ensemble, Failed, Holdout } from "./result.ts";
export { type SharedOptions, type SharedSearch, sharedSearch } from "./sharing/shared-search.ts";
