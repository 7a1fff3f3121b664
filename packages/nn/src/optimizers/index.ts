export { adam, scaleByAdam } from "./adam.ts";
export { chain } from "./chain.ts";
export { scaleByRate } from "./scale-by-rate.ts";
export type { EpochResults, Link, LinkState, Moment, Optimizer } from "./link.ts";
