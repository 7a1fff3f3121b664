export { type AdditiveAttentionOptions, additiveAttention } from "./additive-attention.ts";
export { type AttendOptions, attend, attentionWeights } from "./attend.ts";
export type { Attended } from "./contract/attended.ts";
export { type AttentionOptions, multiHeadAttention } from "./multi-head-attention.ts";
export { type PositionalEmbeddingOptions, positionalEmbedding } from "./positional-embedding.ts";
export { positionalEncoding } from "./positional-encoding.ts";
export { rotary } from "./rotary.ts";
