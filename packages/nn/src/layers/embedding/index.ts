export { type EmbeddingOptions, embedding } from "./embedding.ts";
export { masking } from "./masking.ts";
export { oneHotEncode } from "./one-hot-encode.ts";
export { piecewiseLinear } from "./piecewise-linear.ts";
