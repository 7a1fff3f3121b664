export { type Callables, define } from "./define.ts";
export { add, average, concatenate, type DotOptions, dot, multiply, type Signals, subtract } from "./join.ts";
export { members } from "./members.ts";
export { parallel } from "./parallel.ts";
export { repeat } from "./repeat.ts";
export { type ResidualOptions, residual } from "./residual.ts";
export { sequential } from "./sequential.ts";
export { towers } from "./towers.ts";
