export { type AveragePoolOptions, averagePool } from "./average-pool.ts";
export type { PoolOptions } from "./contract/create-pool.ts";
export { globalAveragePool, globalMaxPool } from "./global-pool.ts";
export { maxPool } from "./max-pool.ts";
