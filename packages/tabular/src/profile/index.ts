export type { FindingCode } from "./findings/index.ts";
export { type ProfileOptions, profile } from "./make-profile.ts";
export type { Bins, ColumnProfile, Correlation, NumberSummary, Profile, TargetProfile } from "./profile.ts";
export { profilePage } from "./profile-page.ts";
export { renderProfile } from "./render-profile.ts";
