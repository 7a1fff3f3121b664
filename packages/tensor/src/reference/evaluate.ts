import { type Body, formals } from "../core/body.ts";
import type { AnyTensor } from "../core/tensor.ts";
import { nodesBehind } from "../core/walk.ts";
import { TensorError } from "../errors/error.ts";
import { type Values, values } from "../values/values.ts";

/**
 * The value of tensors by the definition of each primitive, one node after another in float64: slow, obvious, and
 * independent of the runtime. Tests compare with it; the compiler folds constants with it.
 */
export const evaluate = (
  outputs: readonly AnyTensor[],
  known: ReadonlyMap<AnyTensor, Values> = new Map(),
): Values[] => {
  const found = new Map(known);
  const elementsOf = (tensor: AnyTensor): Values => {
    const value = found.get(tensor);
    if (value) return value;
    if (tensor.origin.kind === "elements")
      return values(tensor.shape, tensor.dtype, Float64Array.from(tensor.origin.elements as never, Number));
    throw new TensorError("trace", "A tensor that stands for an argument has no value.");
  };
  for (const node of nodesBehind(outputs, new Set(known.keys()))) {
    const results = node.primitive.evaluate(node.inputs.map(elementsOf), node.params, node.outputs);
    node.outputs.forEach((output, i) => found.set(output, results[i]!));
  }
  return outputs.map(elementsOf);
};

export const evaluateBody = (body: Body, inputs: readonly Values[]): Values[] =>
  evaluate(body.outputs, new Map(formals(body).map((formal, i) => [formal, inputs[i]!])));
