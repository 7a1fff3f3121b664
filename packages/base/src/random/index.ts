export { keyedRandom } from "./keyed-random.ts";
export { mix } from "./mix.ts";
export { normal } from "./normal.ts";
export { seededRandom } from "./seeded-random.ts";
export { type Random, sfc32 } from "./sfc32.ts";
export { inOrder, shuffle, shuffled } from "./shuffle.ts";
