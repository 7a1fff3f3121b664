export type { Evaluation } from "./evaluate.ts";
export type { Measures, Metrics } from "./measure.ts";
