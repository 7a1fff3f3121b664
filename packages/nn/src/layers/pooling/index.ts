export { adaptiveAveragePool, adaptiveMaxPool } from "./adaptive-pool.ts";
export { type AveragePoolOptions, averagePool } from "./average-pool.ts";
export { globalAveragePool, globalMaxPool } from "./global-pool.ts";
export { maxPool, type PoolOptions } from "./max-pool.ts";
