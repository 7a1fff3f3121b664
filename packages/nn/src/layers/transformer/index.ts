export type { BlockOptions } from "./contract/block.ts";
export { transformerBlock } from "./transformer-block.ts";
export { type Decoded, transformerDecoderBlock } from "./transformer-decoder-block.ts";
