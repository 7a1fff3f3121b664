import type { GraphBuilder } from "../../onnx/graph-builder.ts";

/** Not below one number and not above another; what is missing stays so, which Clip of a graph does not promise. */
export const clipped = (value: number, low: number, high: number): number =>
  value < low ? low : value > high ? high : value;

export const clipTensor = (values: string, low: string, high: string, graph: GraphBuilder): string => {
  const raised = graph.node("Where", [graph.node("Less", [values, low]), low, values]);
  return graph.node("Where", [graph.node("Greater", [raised, high]), high, raised]);
};
