import { withSource } from "../errors/source.ts";
import { apply } from "./primitive.ts";
import type { AnyTensor, Node } from "./tensor.ts";
import { nodesBehind } from "./walk.ts";

/** What a node becomes, given what its inputs have become; `undefined` keeps it (applied to the new inputs). */
export type Rule = (node: Node, inputs: readonly AnyTensor[]) => readonly AnyTensor[] | undefined;

/**
 * The outputs with every tensor in `replacements` replaced and every node behind them passed through `rule`, inputs
 * first. Nodes that nothing changes stay the same objects.
 */
export const rewrite = (
  outputs: readonly AnyTensor[],
  replacements: ReadonlyMap<AnyTensor, AnyTensor>,
  rule: Rule = () => undefined,
): AnyTensor[] => {
  const changed = new Map(replacements);
  const current = (tensor: AnyTensor): AnyTensor => changed.get(tensor) ?? tensor;
  for (const node of nodesBehind(outputs, new Set(replacements.keys()))) {
    const inputs = node.inputs.map(current);
    const result = withSource(node.source, () => rule(node, inputs) ?? reapply(node, inputs));
    node.outputs.forEach((output, i) => {
      if (result[i] && result[i] !== output && !replacements.has(output)) changed.set(output, result[i]);
    });
  }
  return outputs.map(current);
};

/** The node on other inputs; the node itself when they are the same. */
export const reapply = (node: Node, inputs: readonly AnyTensor[]): readonly AnyTensor[] =>
  inputs.every((input, i) => input === node.inputs[i]) ? node.outputs : apply(node.primitive, inputs, node.params);

/** `substitute(outputs, formals, actuals)`: a body's outputs with its formal tensors replaced. */
export const substitute = (
  outputs: readonly AnyTensor[],
  formals: readonly AnyTensor[],
  actuals: readonly AnyTensor[],
): AnyTensor[] => rewrite(outputs, new Map(formals.map((formal, i) => [formal, actuals[i]!])));
