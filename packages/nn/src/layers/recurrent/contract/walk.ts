import { concat, scan, type Tensor, zeros } from "@kaviar/tensor";
import type { Cell } from "./cell.ts";

interface Walk {
  readonly sequence: boolean;
  readonly reverse: boolean;
  /** [N, T]: at a step where it is false the state stays as it is. */
  readonly mask?: Tensor<"bool"> | undefined;
  /** [N, F] and [N, H], the same factors at every step. */
  readonly dropout?: Tensor;
  readonly recurrentDropout?: Tensor;
  /** Before the first step: zeros unless given. */
  readonly state?: readonly Tensor[] | undefined;
}

interface Row {
  readonly input: Tensor;
  readonly valid?: Tensor<"bool">;
}

const stepApart = (
  cell: Cell,
  input: Tensor,
  recurrent: Tensor,
  state: readonly Tensor[],
  parameters: Readonly<Record<string, Tensor>>,
): readonly Tensor[] =>
  cell.adds
    ? cell.step(input.add(recurrent), undefined, state, parameters)
    : cell.step(input, recurrent, state, parameters);

/** The outputs of a cell on [N, T, F], step by step: [N, T, H] where they are asked for, and the last state, of [N, H]. */
export const walk = (
  cell: Cell,
  parameters: Readonly<Record<string, Tensor>>,
  x: Tensor,
  { sequence, reverse, mask, dropout, recurrentDropout, state: begin }: Walk,
): { readonly outputs: Tensor | undefined; readonly last: readonly Tensor[] } => {
  const [batch, steps, features] = x.shape as [number, number, number];
  const inputWeight = parameters.inputWeight!;
  const recurrentWeight = parameters.recurrentWeight!;
  const units = recurrentWeight.shape[0]!;
  const kept = (dropout ? x.mul(dropout.expandDims(1)) : x).transpose([1, 0, 2]);
  // Few features ride along with the state in one product. What many add to the gates is one product for all steps.
  const joined = cell.adds && features < units;
  const rows = joined
    ? kept
    : kept
        .reshape([steps * batch, features])
        .matmul(inputWeight)
        .add(parameters.bias!)
        .reshape([steps, batch, cell.gates * units]);
  const both = joined ? concat([inputWeight, recurrentWeight], 0) : undefined;
  const start: readonly Tensor[] = begin ?? cell.states.map(() => zeros([batch, units]));
  const [last, outputs] = scan(
    (state: readonly Tensor[], { input, valid }: Row): [readonly Tensor[], Tensor | undefined] => {
      const output = state[0]!;
      const seen = recurrentDropout ? output.mul(recurrentDropout) : output;
      const stepped = both
        ? cell.step(concat([input, seen], 1).matmul(both).add(parameters.bias!), undefined, state, parameters)
        : stepApart(cell, input, seen.matmul(recurrentWeight), state, parameters);
      const next = valid ? stepped.map((after, i) => valid.where(after, state[i]!)) : stepped;
      return [next, sequence ? next[0]! : undefined];
    },
    start,
    mask ? { input: rows, valid: mask.transpose([1, 0]).expandDims(2) } : { input: rows },
    { reverse },
  );
  return { outputs: outputs?.transpose([1, 0, 2]), last };
};
