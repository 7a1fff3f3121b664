export { recommend } from "./recommend.ts";
export type { Choice, InputKind, Recommendation, RecommendedPart, RecommendTask } from "./recommendation.ts";
