export type { DynamicCode, StaticCode, TrainingFinding } from "./contract/finding.ts";
export type { Landscape } from "./landscape/landscape.ts";
export type { DoctorOption, DoctorRules } from "./options.ts";
export type { RemedyName } from "./remedies/remedies.ts";
export { render } from "./render.ts";
