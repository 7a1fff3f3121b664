import type { Tensor } from "@kaviar/tensor";
import type { Parameters } from "../../../parameters/parameters.ts";

/**
 * One step of a recurrent net. Its weights stand gate beside gate: `inputWeight` [F, gates·H], `recurrentWeight`
 * [H, gates·H], `bias` [gates·H].
 */
export interface Cell {
  readonly kind: string;
  readonly gates: number;
  /** The tensors [N, H] that it carries from step to step; the first one is its output. */
  readonly states: readonly string[];
  /** Are the gates what the input adds and what the last output adds, together? Then `step` is given them added up. */
  readonly adds: boolean;
  readonly biases: (units: number) => Parameters;
  /** The next state from what the input says to the gates, and from what the output of the step before says. */
  readonly step: (
    input: Tensor,
    recurrent: Tensor | undefined,
    state: readonly Tensor[],
    parameters: Readonly<Record<string, Tensor>>,
  ) => readonly Tensor[];
  /** All steps at once, as one operator of the runtime: where nothing is masked and no derivative is asked for. */
  readonly operator: (
    x: Tensor,
    parameters: Readonly<Record<string, Tensor>>,
    from: { readonly reverse: boolean; readonly state?: readonly Tensor[] | undefined },
  ) => { readonly outputs: Tensor; readonly last: readonly Tensor[] };
}

/** The weights by the names that the operators have for them. */
export const weightsOf = ({ inputWeight, recurrentWeight, bias }: Readonly<Record<string, Tensor>>) => ({
  input: inputWeight!,
  recurrent: recurrentWeight!,
  bias,
});
