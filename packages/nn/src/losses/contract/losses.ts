import type { Tensor } from "@kaviar/tensor";
import type { Loss } from "./loss.ts";

/** A function of prediction and target: one number a row (or a position), or one for the whole batch. */
export type LossFunction = Loss | ((prediction: Tensor, target: Tensor) => Tensor);

/** One loss, or one for each named output of a model: they are added up. */
export type Losses = LossFunction | { readonly [output: string]: LossFunction };
