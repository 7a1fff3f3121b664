import type { Matrix } from "../../contract/matrix.ts";
import type { GraphBuilder } from "../../onnx/graph-builder.ts";
import { probabilitiesInGraph, toProbabilities } from "./posterior.ts";

/** Classes whose log-probabilities are linear in a row, up to what they have in common: log p ∝ W x + b. */
export interface LinearPosterior {
  /** A row for each class, a number for each column. */
  readonly coefficients: Float64Array;
  readonly intercepts: Float64Array;
}

export const linearProbabilities = (
  { coefficients, intercepts }: LinearPosterior,
  { rows, columns, values }: Matrix,
): Float64Array => {
  const classes = intercepts.length;
  const logs = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < classes; c++) {
      let sum = 0;
      for (let j = 0; j < columns; j++) sum += values[row * columns + j]! * coefficients[c * columns + j]!;
      logs[row * classes + c] = sum + intercepts[c]!;
    }
  }
  return toProbabilities(logs, classes);
};

/** The same of a tensor [rows, columns]. */
export const linearProbabilitiesInGraph = (
  { coefficients, intercepts }: LinearPosterior,
  x: string,
  graph: GraphBuilder,
): string => {
  const classes = intercepts.length;
  const columns = coefficients.length / classes;
  const turned = new Float64Array(coefficients.length);
  for (let c = 0; c < classes; c++)
    for (let j = 0; j < columns; j++) turned[j * classes + c] = coefficients[c * columns + j]!;
  const product = graph.node("MatMul", [x, graph.doubles(turned, [columns, classes])]);
  return probabilitiesInGraph(graph.node("Add", [product, graph.doubles(intercepts)]), graph);
};
