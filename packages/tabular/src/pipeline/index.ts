export { type FitInPartsOptions, type FittedInParts, fitInParts, learnsInParts } from "./fit-in-parts.ts";
export type { FitOptions } from "./fit-options.ts";
export { fromJson } from "./from-json.ts";
export type { InputColumn } from "./inputs.ts";
export { type LoadedPipeline, load } from "./load.ts";
export { type Part, type Pipeline, pipeline } from "./pipeline.ts";
export { sampledFrom } from "./sampled-from.ts";
export type { Lineage } from "./trained.ts";
export type { EvaluateOptions, Predictor, Probabilities, TrainedPipeline } from "./trained-pipeline.ts";
