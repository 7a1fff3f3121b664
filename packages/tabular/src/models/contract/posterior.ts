import type { GraphBuilder } from "../../onnx/graph-builder.ts";

/** Logarithms that are known up to a number of each row's own become probabilities, in place: the softmax of each row. */
export const toProbabilities = (logs: Float64Array, classes: number): Float64Array => {
  for (let at = 0; at < logs.length; at += classes) {
    let largest = -Infinity;
    for (let c = 0; c < classes; c++) if (logs[at + c]! > largest) largest = logs[at + c]!;
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      logs[at + c] = Math.exp(logs[at + c]! - largest);
      sum += logs[at + c]!;
    }
    for (let c = 0; c < classes; c++) logs[at + c]! /= sum;
  }
  return logs;
};

/** The same for a tensor [rows, classes]. */
export const probabilitiesInGraph = (logs: string, graph: GraphBuilder): string =>
  graph.node("Softmax", [logs], { attributes: { axis: 1 } });
