export type { Regularizer } from "./contract/regularizer.ts";
export { type ElasticOptions, elastic } from "./elastic.ts";
export { type L1Options, l1 } from "./l1.ts";
export { type L2Options, l2 } from "./l2.ts";
