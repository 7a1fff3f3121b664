export * from "./attention/index.ts";
export * from "./combinators/index.ts";
export { initializerFor } from "./contract/initializer-for.ts";
export type {
  AnyLayer,
  Applied,
  Context,
  Initialized,
  Json,
  Layer,
  LayerLike,
  Shapes,
  State,
} from "./contract/layer.ts";
export { applyLayer, initialize, inside } from "./contract/layer.ts";
export * from "./convolution/index.ts";
export * from "./core/index.ts";
export * from "./embedding/index.ts";
export * from "./latent/index.ts";
export * from "./normalization/index.ts";
export * from "./pooling/index.ts";
export * from "./recurrent/index.ts";
export * from "./regularization/index.ts";
export * from "./rocket/index.ts";
export * from "./shaping/index.ts";
export * from "./transformer/index.ts";
