import { asBatch } from "../core/batching.ts";
import { apply, type Primitive } from "../core/primitive.ts";
import type { AnyTensor } from "../core/tensor.ts";
import type { Attribute } from "../onnx/model.ts";

/** Inputs: the results, composed of other operations, and the operands of an operator that computes the same at once. */
export interface FusedParams {
  readonly results: number;
  readonly op: string;
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** Which operand each input of the operator is; −1 leaves it out. */
  readonly slots: readonly number[];
  /** Which operand is added to each output: 0, and NaN where the operator would have lost it. */
  readonly added?: readonly number[];
}

/**
 * Results that the runtime has an operator for. Derivatives and batches see what they are composed of; where nothing
 * else reads that (`graph/passes/choose.ts`), the operator takes its place.
 */
export const fusedPrimitive: Primitive<FusedParams> = {
  name: "fused",
  infer: (inputs, { results }) => inputs.slice(0, results).map(({ shape, dtype }) => ({ shape, dtype })),
  evaluate: (inputs, { results }) => inputs.slice(0, results),
  unread: ({ results }) => results,
  lower: (emit, inputs, { params: { results, op, attributes, slots, added } }) => {
    const operands = slots.map((slot) => (slot < 0 ? "" : inputs[results + slot]!));
    const outputs = emit.ops(op, operands, results, attributes);
    return added ? outputs.map((y, i) => emit.op("Add", [y, inputs[results + added[i]!]!])) : outputs;
  },
  derivative: (_, cotangents) => cotangents,
  batch: (inputs, batched, { results }, size) =>
    inputs.slice(0, results).map((tensor, i) => asBatch({ tensor, batched: batched[i]! }, size)),
};

/** Composed results that an operator of the runtime can stand for, where nothing reads the values in between. */
export const fused = (
  results: readonly AnyTensor[],
  operands: readonly AnyTensor[],
  operator: Omit<FusedParams, "results">,
): readonly AnyTensor[] => apply(fusedPrimitive, [...results, ...operands], { ...operator, results: results.length });
