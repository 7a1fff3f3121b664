export { type DenseOptions, dense } from "./dense.ts";
export { flatten } from "./flatten.ts";
export { lambda } from "./lambda.ts";
export type { AnyLayer, Applied, Context, Initialized, Json, Layer, LayerLike, Shapes, State } from "./layer.ts";
export { applyLayer, initialize, inside } from "./layer.ts";
export { sequential } from "./sequential.ts";
