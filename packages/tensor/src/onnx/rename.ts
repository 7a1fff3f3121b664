import type { Attribute, OnnxGraph, OnnxModel } from "./model.ts";

/** The model with values under other names, wherever they are read or made; who had such a name by chance gets another. */
export const rename = (model: OnnxModel, names: ReadonlyMap<string, string>): OnnxModel => ({
  ...model,
  graph: renameGraph(model.graph, names),
});

const renameGraph = (graph: OnnxGraph, names: ReadonlyMap<string, string>): OnnxGraph => {
  const taken = new Set(names.values());
  const freed = (name: string): string => (taken.has(name) ? freed(`${name}'`) : name);
  const now = (name: string): string => names.get(name) ?? freed(name);
  const value = <T extends { readonly name: string }>(each: T): T => ({ ...each, name: now(each.name) });
  const attribute = (each: Attribute): Attribute =>
    typeof each === "object" && "graph" in each ? { graph: renameGraph(each.graph, names) } : each;
  return {
    ...graph,
    inputs: graph.inputs.map(value),
    outputs: graph.outputs.map(value),
    initializers: graph.initializers.map(value),
    nodes: graph.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(now),
      outputs: node.outputs.map(now),
      attributes: Object.fromEntries(Object.entries(node.attributes).map(([key, each]) => [key, attribute(each)])),
    })),
  };
};
