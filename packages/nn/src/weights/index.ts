export { type LoadedWeight, type LoadedWeights, type LoadWeightsOptions, loadWeights } from "./load-weights.ts";
export type { WeightSource } from "./read-tensors.ts";
export { saveWeights, weightsOf } from "./weights-of.ts";
