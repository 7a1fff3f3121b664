export type { Metric, Scores, Values } from "./metric.ts";
