import type { GraphBuilder } from "../../onnx/graph-builder.ts";
import type { Loss } from "./losses.ts";

/** What the scores of a loss mean: numbers, or the probability of each class. Rows of `outputs` scores each. */
export const meaningOf = (link: Loss["link"], scores: Float64Array, outputs: number): Float64Array => {
  switch (link) {
    case "identity":
      return scores;
    case "exp":
      return scores.map(Math.exp);
    case "sigmoid": {
      const both = new Float64Array(2 * scores.length);
      for (let row = 0; row < scores.length; row++) {
        const p = 1 / (1 + Math.exp(-scores[row]!));
        both[2 * row] = 1 - p;
        both[2 * row + 1] = p;
      }
      return both;
    }
    case "softmax": {
      const shares = new Float64Array(scores.length);
      for (let at = 0; at < scores.length; at += outputs) {
        const highest = scores.subarray(at, at + outputs).reduce((a, b) => Math.max(a, b));
        let sum = 0;
        for (let k = at; k < at + outputs; k++) sum += shares[k] = Math.exp(scores[k]! - highest);
        for (let k = at; k < at + outputs; k++) shares[k]! /= sum;
      }
      return shares;
    }
  }
};

export const meaningToOnnx = (link: Loss["link"], scores: string, graph: GraphBuilder): string => {
  switch (link) {
    case "identity":
      return scores;
    case "exp":
      return graph.node("Exp", [scores]);
    case "sigmoid": {
      const p = graph.node("Sigmoid", [scores]);
      const other = graph.node("Sub", [graph.doubles([1]), p]);
      return graph.node("Concat", [other, p], { attributes: { axis: 1 } });
    }
    case "softmax": {
      const highest = graph.node("ReduceMax", [scores, graph.integers([1])], { attributes: { keepdims: 1 } });
      const powers = graph.node("Exp", [graph.node("Sub", [scores, highest])]);
      const sum = graph.node("ReduceSum", [powers, graph.integers([1])], { attributes: { keepdims: 1 } });
      return graph.node("Div", [powers, sum]);
    }
  }
};
