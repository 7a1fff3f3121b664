export { type AttendOptions, attend, attentionWeights } from "./attend.ts";
export type { Attended } from "./attended.ts";
export type { BlockOptions } from "./block.ts";
export { type AttentionOptions, multiHeadAttention } from "./multi-head-attention.ts";
export { type PositionalEmbeddingOptions, positionalEmbedding } from "./positional-embedding.ts";
export { positionalEncoding } from "./positional-encoding.ts";
export { rotary } from "./rotary.ts";
export { transformerBlock } from "./transformer-block.ts";
export { type Decoded, transformerDecoderBlock } from "./transformer-decoder-block.ts";
