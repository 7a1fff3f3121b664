import type { GraphBuilder } from "../../onnx/graph-builder.ts";

/** Weights that sum to 1. */
export const shares = (weights: readonly number[]): Float64Array => {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return Float64Array.from(weights, (weight) => weight / total);
};

/** Σ shareᵢ · saidᵢ. */
export const weightedMean = (said: readonly Float64Array[], shares: ArrayLike<number>): Float64Array => {
  const sum = new Float64Array(said[0]!.length);
  for (const [i, own] of said.entries())
    for (let at = 0; at < sum.length; at++) sum[at] = sum[at]! + shares[i]! * own[at]!;
  return sum;
};

export const weightedMeanToOnnx = (said: readonly string[], shares: ArrayLike<number>, graph: GraphBuilder): string =>
  said
    .map((tensor, i) => graph.node("Mul", [tensor, graph.doubles([shares[i]!], [])]))
    .reduce((sum, own) => graph.node("Add", [sum, own]));
