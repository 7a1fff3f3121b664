export { type GradientReport, type GradientRow, gradientReport } from "./gradient-report.ts";
export { lint } from "./lint.ts";
export { type OverfitCheck, type OverfitOptions, overfitOneBatch } from "./overfit-one-batch.ts";
export { type Attempt, type PrescribeOptions, prescribe } from "./prescribe.ts";
export { type RateRange, type RateRangeOptions, rateRange } from "./rate-range.ts";
