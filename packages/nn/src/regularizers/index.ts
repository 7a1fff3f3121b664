export type { Regularizer } from "./contract/regularizer.ts";
export { elastic } from "./elastic.ts";
export { l1 } from "./l1.ts";
export { l2 } from "./l2.ts";
