export type { CallOptions, Definition, NetworkCall, NetworkCalls, Networks, Tools } from "./contract/definition.ts";
export type { TrainerEpoch, TrainerRecord } from "./epochs.ts";
export type { EpochsOptions } from "./options.ts";
export { type BeginOptions, createTrainer, type Trainer, type TrainerRun } from "./trainer.ts";
