import type { GraphBuilder } from "../../onnx/graph-builder.ts";

/** ONNX's number of the type. */
const double = 11;

/** Of each row of answers the lowest that has half of the weight at or below it. */
export const weightedMedian = (answers: Float64Array, weights: Float64Array): Float64Array => {
  const width = weights.length;
  const half = weights.reduce((a, b) => a + b, 0) / 2;
  const order = Uint32Array.from(weights.keys());
  return Float64Array.from({ length: answers.length / width }, (_, row) => {
    const own = answers.subarray(row * width, (row + 1) * width);
    order.sort((a, b) => own[a]! - own[b]! || a - b);
    let sum = 0;
    for (const i of order) {
      sum += weights[i]!;
      if (sum >= half) return own[i]!;
    }
    return own[order[width - 1]!]!;
  });
};

/** The same in a graph, of answers [rows, answers]. */
export const weightedMedianInGraph = (answers: string, weights: Float64Array, graph: GraphBuilder): string => {
  const half = weights.reduce((a, b) => a + b, 0) / 2;
  const [sorted, order] = graph.nodeWith("TopK", 2, [answers, graph.integers([weights.length])], {
    attributes: { axis: 1, largest: 0, sorted: 1 },
  });
  const own = graph.node("Gather", [graph.doubles(weights), order!], { attributes: { axis: 0 } });
  const sums = graph.node("CumSum", [own, graph.integers([1], [])]);
  const isBelow = graph.node("Less", [sums, graph.doubles([half], [])]);
  // The first that is not below: false is 0.
  const first = graph.node("ArgMin", [graph.node("Cast", [isBelow], { attributes: { to: double } })], {
    attributes: { axis: 1, keepdims: 1 },
  });
  return graph.node("GatherElements", [sorted!, first], { attributes: { axis: 1 } });
};
