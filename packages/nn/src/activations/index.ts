export * from "./all.ts";
export type { Activation, ActivationOptions, ParametricActivation } from "./contract/activation.ts";
export { type ActivationName, activations } from "./contract/table.ts";
