import { TensorError } from "../../errors/error.ts";
import type { DecodedAttribute, DecodedFunction, DecodedGraph, DecodedNode, OnnxFileModel } from "../../onnx/decode.ts";

/** The graph of a file with what its own operators stand for in their places: some exporters make one of each module. */
export const inlined = ({ graph, functions, opsets }: OnnxFileModel): DecodedGraph => {
  if (functions.length === 0) return graph;
  const known = new Map(functions.map((each) => [keyOf(each), each]));
  let count = 0;
  const expand = (node: DecodedNode): readonly DecodedNode[] => {
    const own = known.get(keyOf(node));
    if (!own) return [{ ...node, attributes: mapGraphs(node.attributes, expandGraph) }];
    checkOpset(own, opsets[""]);
    return bodyOf(own, node, `${node.name || node.op}#${++count}/`).flatMap(expand);
  };
  const expandGraph = (inner: DecodedGraph): DecodedGraph => ({ ...inner, nodes: inner.nodes.flatMap(expand) });
  return expandGraph(graph);
};

const keyOf = ({ domain, op }: { readonly domain: string; readonly op: string }): string => `${domain}:${op}`;

const checkOpset = ({ op, opsets }: DecodedFunction, opset: number | undefined): void => {
  if (opsets[""] === undefined || opsets[""] === opset) return;
  throw new TensorError(
    "data",
    `${op}, an operator of this file's own, is of opset ${opsets[""]}, and the file of opset ${opset}.`,
    { remedy: "Operators may mean something else: convert the file by onnx.inliner.inline_local_functions." },
  );
};

/** The nodes of a function for one node: what it is given and gives has that node's names, the rest names of its own. */
const bodyOf = (own: DecodedFunction, node: DecodedNode, prefix: string): readonly DecodedNode[] => {
  const names = new Map<string, string>([["", ""]]);
  own.inputs.forEach((name, i) => names.set(name, node.inputs[i] ?? ""));
  own.outputs.forEach((name, i) => names.set(name, node.outputs[i] || `${prefix}${name}`));
  const now = (name: string): string => names.get(name) ?? `${prefix}${name}`;
  const attribute = (value: DecodedAttribute): DecodedAttribute | undefined =>
    typeof value === "object" && "reference" in value
      ? (node.attributes[value.reference] ?? own.defaults[value.reference])
      : value;
  const moved = (each: DecodedNode): DecodedNode => {
    const attributes = Object.entries(each.attributes).flatMap(([name, value]) => {
      const given = attribute(value);
      return given === undefined ? [] : [[name, given] as const];
    });
    return {
      ...each,
      name: `${prefix}${each.name || each.op}`,
      inputs: each.inputs.map(now),
      outputs: each.outputs.map(now),
      attributes: mapGraphs(Object.fromEntries(attributes), movedGraph),
    };
  };
  const named = <T extends { readonly name: string }>(each: T): T => ({ ...each, name: now(each.name) });
  const movedGraph = (inner: DecodedGraph): DecodedGraph => ({
    inputs: inner.inputs.map(named),
    outputs: inner.outputs.map(named),
    initializers: inner.initializers.map(({ name, read }) => ({
      name: now(name),
      read: () => ({ ...read(), name: now(name) }),
    })),
    nodes: inner.nodes.map(moved),
  });
  return own.nodes.map(moved);
};

const mapGraphs = (
  attributes: Readonly<Record<string, DecodedAttribute>>,
  change: (graph: DecodedGraph) => DecodedGraph,
): Readonly<Record<string, DecodedAttribute>> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === "object" && "graph" in value ? { graph: change(value.graph) } : value,
    ]),
  );
