import type { Tensor } from "../../core/tensor.ts";
import type { Call } from "./call.ts";
import type { GateFunction } from "./recurrent-functions.ts";

/** One direction of a recurrent operator, in our layout: sequences first, gates in columns. */
export interface Layer {
  readonly x: Tensor;
  readonly weights: { readonly input: Tensor; readonly recurrent: Tensor };
  /** That of the product with the input, that of the product with the state. */
  readonly biases: readonly [Tensor, Tensor] | undefined;
  readonly h: Tensor | undefined;
  readonly c: Tensor | undefined;
  /** What gates see of the cell: the input's, the output's, the forget gate's, a row each. */
  readonly peepholes: Tensor | undefined;
  /** How many steps each sequence has; where it is left out, all. */
  readonly lengths: Tensor<"int32"> | undefined;
  readonly reverse: boolean;
}

/** Runs a layer with the functions of its gates: its outputs [N, T, H], then its last states. */
export type Run = (layer: Layer, functions: readonly GateFunction[], call: Call) => readonly Tensor[];

export const joined = ([a, b]: readonly [Tensor, Tensor]): Tensor => a.add(b);
