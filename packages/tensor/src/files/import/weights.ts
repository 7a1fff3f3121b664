import type { DecodedGraph, DecodedNode } from "../../onnx/decode.ts";
import type { OnnxTensor } from "../../onnx/model.ts";
import { isFloat } from "../../values/dtype.ts";
import type { StoredTensor } from "./call.ts";
import { graphsIn } from "./graphs-in.ts";
import { storedElements } from "./narrow.ts";
import { settingsOf } from "./settings.ts";

/**
 * The float tensors that a file stores, in the graphs inside its graph too, but for those that are settings. Two branches may
 * give one name to two tensors: such stay as they are.
 */
export const weightsOf = (graph: DecodedGraph): readonly StoredTensor[] => {
  const settings = settingsOf(graph);
  const stored = [graph, ...graphsIn(graph)].flatMap(({ initializers, nodes }) => [
    ...initializers.map(({ read }) => read()),
    ...constantsAmong(nodes),
  ]);
  const times = new Map<string, number>();
  for (const { name } of stored) times.set(name, (times.get(name) ?? 0) + 1);
  return stored
    .filter(({ name }) => times.get(name) === 1 && !settings.has(name))
    .map((each) => storedElements(each).stored)
    .filter(({ dtype }) => isFloat(dtype));
};

/** Some exporters write weights as operators without inputs; a single number is a part of a formula. */
const constantsAmong = (nodes: readonly DecodedNode[]): readonly OnnxTensor[] =>
  nodes.flatMap(({ op, attributes, outputs: [name] }) => {
    const { value, ...others } = attributes;
    if (op !== "Constant" || typeof value !== "object" || !("tensor" in value)) return [];
    return value.tensor.elements.length > 1 && Object.keys(others).length === 0
      ? [{ ...value.tensor, name: name! }]
      : [];
  });
