export { type Autofit, autofit } from "./autofit.ts";
export type { AutofitEvent } from "./events.ts";
export type { AutofitOptions, Budget } from "./options.ts";
export type { AutofitResult, Candidate, Ensemble, Failed, Holdout } from "./result.ts";
