import type { DecodedGraph, DecodedNode } from "../../onnx/decode.ts";

/** The graphs among the attributes of an operator: branches, bodies of loops. */
export const graphsOf = ({ attributes }: DecodedNode): readonly DecodedGraph[] =>
  Object.values(attributes).flatMap((each) => (typeof each === "object" && "graph" in each ? [each.graph] : []));

/** Every graph inside a graph, however deep. */
export const graphsIn = ({ nodes }: DecodedGraph): readonly DecodedGraph[] =>
  nodes.flatMap(graphsOf).flatMap((inner) => [inner, ...graphsIn(inner)]);
