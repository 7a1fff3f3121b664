import type { Body } from "../../core/body.ts";
import { type AnyTensor, addOutput, type Node } from "../../core/tensor.ts";

/**
 * Repetition with a carried state, rows of inputs read one a step, and rows of outputs stacked.
 *
 *   inputs       [condition?, carried…, rows…, captured…]
 *   parameters   [index, carried…, row of each…]
 *   body outputs [condition?, carried…, row of each stacked output…]
 *   outputs      [carried…, stacked…]
 */
export interface LoopParams {
  readonly body: Body;
  readonly carried: number;
  readonly rows: number;
  /** How many steps; left out, the loop goes on while its condition holds. */
  readonly count: number | undefined;
  /** From the last row to the first; outputs are stacked in the order of the rows all the same. */
  readonly reverse: boolean;
  /** The derivative computes a step again instead of keeping what it needs of it. */
  readonly rematerialize: boolean;
}

/** A loop as functions write it. */
export interface LoopSpec {
  readonly count: number | undefined;
  readonly reverse?: boolean;
  readonly rematerialize?: boolean;
  readonly condition?: AnyTensor;
  readonly carried: readonly AnyTensor[];
  readonly rows: readonly AnyTensor[];
  readonly step: (index: AnyTensor, carried: readonly AnyTensor[], rows: readonly AnyTensor[]) => StepResult;
}

export interface StepResult {
  readonly condition?: AnyTensor;
  readonly carried: readonly AnyTensor[];
  readonly stacked: readonly AnyTensor[];
}

export type Repeat = (spec: LoopSpec) => readonly AnyTensor[];

/** What runs along a loop's inputs, by their meaning. */
export interface LoopParts<T> {
  readonly condition: T | undefined;
  readonly carried: readonly T[];
  readonly rows: readonly T[];
  readonly captured: readonly T[];
}

export const partsOf = <T>(inputs: readonly T[], { carried, rows, count }: LoopParams): LoopParts<T> => {
  const start = count === undefined ? 1 : 0;
  return {
    condition: count === undefined ? inputs[0] : undefined,
    carried: inputs.slice(start, start + carried),
    rows: inputs.slice(start + carried, start + carried + rows),
    captured: inputs.slice(start + carried + rows),
  };
};

/** The outputs of the body that the loop's outputs come from: all but the condition. */
export const resultsOf = <T>(bodyOutputs: readonly T[], { count }: LoopParams): readonly T[] =>
  count === undefined ? bodyOutputs.slice(1) : bodyOutputs;

/** The stack of a value inside the body: one more output of the loop, unless it is one already. */
export const stackAlso = (node: Node<LoopParams>, inner: AnyTensor): AnyTensor => {
  const { body, carried, count } = node.params;
  const known = resultsOf(body.outputs, node.params).indexOf(inner, carried);
  if (known < 0) body.outputs.push(inner);
  const results = resultsOf(body.outputs, node.params);
  const place = known < 0 ? results.length - 1 : known;
  while (node.outputs.length <= place) {
    const { shape, dtype } = results[node.outputs.length]!;
    addOutput(node, { shape: [count!, ...shape], dtype });
  }
  return node.outputs[place]!;
};
