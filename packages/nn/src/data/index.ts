export type { BatchSize } from "./batches.ts";
export type { ClassWeights } from "./class-weights.ts";
export type { DataSet, Inputs, Rows, TrainingData } from "./data-set.ts";
export type { Stream } from "./source.ts";
