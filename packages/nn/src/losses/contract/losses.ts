import type { Tensor } from "@kaviar/tensor";
import type { Loss } from "./loss.ts";

/**
 * A function of prediction and target: one number a row (or a position), or one for the whole batch; or several of these by
 * name, which are added up, and stand apart in the history.
 */
export type LossFunction = Loss | ((prediction: Tensor, target: Tensor) => Tensor | Readonly<Record<string, Tensor>>);

/** A loss, or a loss and how much it counts. */
export type LossOrPair = LossFunction | readonly [loss: LossFunction, weight: number];

/** Losses as they are given: with weights beside some. */
export type GivenLosses = LossOrPair | { readonly [output: string]: LossOrPair };

/** One loss, or one for each named output of a model: they are added up. */
export type Losses = LossFunction | { readonly [output: string]: LossFunction };
