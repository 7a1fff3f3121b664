export type { BatchSize } from "./batches.ts";
export type { ClassWeights } from "./class-weights.ts";
export type { DataSet, TrainingData } from "./data-set.ts";
export type { Inputs, Rows } from "./rows.ts";
export type { Stream } from "./stream.ts";
