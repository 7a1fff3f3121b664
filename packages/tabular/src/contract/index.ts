export { options as partOptions } from "../options.ts";
export type { FitContext } from "./context.ts";
export { type Matrix, matrixOf } from "./matrix.ts";
export { createModel, type Model, type ModelDefinition } from "./model.ts";
export { createStep, type Step, type StepDefinition } from "./step.ts";
export type { Label, Target, Task } from "./target.ts";
export type { Training } from "./training.ts";
