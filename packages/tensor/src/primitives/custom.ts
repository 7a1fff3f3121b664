import { asBatch, batchGraph, bindBatched } from "../core/batching.ts";
import { apply, type Cotangent, type Primitive } from "../core/primitive.ts";
import { type AnyTensor, placeholder } from "../core/tensor.ts";

export type DerivativeRule = (
  inputs: readonly AnyTensor[],
  outputs: readonly AnyTensor[],
  cotangents: readonly Cotangent[],
) => readonly Cotangent[];

/** Inputs: the results, computed in the ordinary way, and the arguments that the rule gives cotangents of. */
export interface CustomParams {
  readonly results: number;
  readonly rule: DerivativeRule;
}

/** Passes results on; every derivative goes through the rule instead of through what the results are made of. */
export const customPrimitive: Primitive<CustomParams> = {
  name: "custom",
  infer: (inputs, { results }) => inputs.slice(0, results).map(({ shape, dtype }) => ({ shape, dtype })),
  evaluate: (inputs, { results }) => inputs.slice(0, results),
  compose: (inputs, { results }) => inputs.slice(0, results),
  lower: (_, inputs, { params: { results } }) => inputs.slice(0, results),
  derivative: ({ inputs, outputs, params: { results, rule } }, cotangents) => [
    ...new Array<undefined>(results).fill(undefined),
    ...rule(inputs.slice(results), outputs.slice(0, results), cotangents),
  ],
  batch: (inputs, batched, { results, rule }, size) => {
    const all = inputs.map((tensor, i) => asBatch({ tensor, batched: batched[i]! }, size));
    return apply(customPrimitive, all, { results, rule: batchRule(rule, size) });
  },
};

/** The rule for a stack of examples: traced for one, then batched. */
const batchRule =
  (rule: DerivativeRule, size: number): DerivativeRule =>
  (inputs, outputs, cotangents) => {
    const one = (stack: AnyTensor) => placeholder(stack.shape.slice(1), stack.dtype, "an example");
    const singles = {
      inputs: inputs.map(one),
      outputs: outputs.map(one),
      cotangents: cotangents.map((d) => d && one(d)),
    };
    const results = rule(singles.inputs, singles.outputs, singles.cotangents);
    const stacks = [...inputs, ...outputs, ...cotangents].filter((x) => x !== undefined);
    const ones = [...singles.inputs, ...singles.outputs, ...singles.cotangents].filter((x) => x !== undefined);
    const given = bindBatched(
      ones,
      stacks,
      stacks.map(() => true),
    );
    const present = batchGraph(
      results.filter((d) => d !== undefined),
      given,
      size,
    ).map((each) => asBatch(each, size));
    let next = 0;
    return results.map((d) => (d ? present[next++] : undefined));
  };

/** `customDerivative` on flat lists. */
export const withDerivative = (
  results: readonly AnyTensor[],
  inputs: readonly AnyTensor[],
  rule: DerivativeRule,
): readonly AnyTensor[] => apply(customPrimitive, [...results, ...inputs], { results: results.length, rule });
