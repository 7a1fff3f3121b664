export { type EmbeddingOptions, embedding } from "./embedding.ts";
export { type Bag, type EmbeddingBagOptions, embeddingBag } from "./embedding-bag.ts";
export { masking } from "./masking.ts";
export { oneHotEncode } from "./one-hot-encode.ts";
export { piecewiseLinear } from "./piecewise-linear.ts";
