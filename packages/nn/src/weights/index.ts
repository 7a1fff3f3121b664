export { type LoadedWeight, type LoadedWeights, type LoadWeightsOptions, loadWeights } from "./load-weights.ts";
export { adapters, type LoraOptions, lora, mergeLora } from "./lora.ts";
export type { WeightSource } from "./read-tensors.ts";
export { saveWeights, weightsOf } from "./weights-of.ts";
