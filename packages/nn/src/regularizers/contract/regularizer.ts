import type { Card } from "@kaviar/base/card";
import type { Tensor } from "@kaviar/tensor";
import type { Parameters } from "../../parameters/parameters.ts";

/** A penalty on parameters: a scalar that is added to the loss, so it is part of the gradient and of what is reported. */
export interface Regularizer {
  (parameters: Parameters, numbers?: Readonly<Record<string, Tensor>>): Tensor;
  /** Its strengths, by name: inputs of the graph, as a schedule's numbers are. */
  readonly numbers: Readonly<Record<string, number>>;
  readonly about: Card;
}
