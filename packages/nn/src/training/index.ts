export { type CrossValidateOptions, type CrossValidation, crossValidate } from "./cross-validate.ts";
export { type DynamicInitializationOptions, dynamicInitialization } from "./dynamic-initialization.ts";
export type { Epoch } from "./epoch.ts";
export type { EpochRecord } from "./epoch-record.ts";
export { type Fitted, fit } from "./fit.ts";
export { type HypergradientOptions, hypergradient } from "./hypergradient.ts";
export type { CheckpointOptions, StopEarly, TrainOptions } from "./options.ts";
export { type BrokenRun, train } from "./train.ts";
export { trainInWorker } from "./train-in-worker.ts";
