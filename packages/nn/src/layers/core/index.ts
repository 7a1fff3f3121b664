export { type DenseOptions, dense } from "./dense.ts";
export { lambda } from "./lambda.ts";
export { type PreluOptions, prelu } from "./prelu.ts";
export { timeDistributed } from "./time-distributed.ts";
