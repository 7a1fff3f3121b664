import { multiply, transpose } from "@kaviar/base/numerics";
import { matrixOf } from "../../contract/matrix.ts";
import type { GraphBuilder, Wire } from "../../onnx/graph-builder.ts";
import type { Table } from "../../table/table.ts";
import { type Outcome, outcomeOf, outcomeToOnnx } from "../contract/outcome.ts";
import { type Kernel, kernelRow, squaresOf } from "./kernel.ts";
import { classScores, classScoresToOnnx } from "./pair-scores.ts";

/** Functions of how alike a row is to some vectors. */
export interface SupportState {
  readonly outcome: Outcome;
  readonly kernel: Kernel;
  /** Taken from each column first. */
  readonly means: Float64Array;
  readonly vectors: Float64Array;
  /** What a vector counts in each function: a vector after the other. */
  readonly counts: Float64Array;
  readonly intercepts: Float64Array;
  readonly notes: readonly string[];
}

/** Functions of pairs of classes say the first of them above 0, but of two classes scores are of the second. */
const isOfPairs = (outcome: Outcome): outcome is Outcome & { readonly task: "classes" } =>
  outcome.task === "classes" && outcome.present.length > 2;

export const predictSupport = (owner: string, state: SupportState, table: Table): Float64Array => {
  const { outcome, kernel, means, counts, intercepts } = state;
  const { values, rows, columns } = matrixOf(owner, table);
  for (let i = 0; i < values.length; i++) values[i] = values[i]! - means[i % columns]!;
  const vectors = {
    x: state.vectors,
    columns,
    squares: squaresOf(state.vectors, state.vectors.length / columns, columns),
  };
  const functions = intercepts.length;
  const scores = new Float64Array(rows * functions);
  for (let row = 0; row < rows; row++) {
    const likeness = kernelRow(kernel, vectors, values.subarray(row * columns, (row + 1) * columns));
    scores.set(multiply(likeness, counts, 1, likeness.length, functions), row * functions);
    for (let k = 0; k < functions; k++) scores[row * functions + k]! += intercepts[k]!;
  }
  return outcomeOf(outcome, isOfPairs(outcome) ? classScores(scores, outcome.present.length) : scores);
};

export const supportToOnnx = (state: SupportState, wires: readonly Wire[], graph: GraphBuilder): string => {
  const { outcome, kernel, means, vectors, counts, intercepts } = state;
  const columns = wires.length;
  const amount = vectors.length / columns;
  const x = graph.node("Sub", [graph.numbers(wires), graph.doubles(means, [1, columns])]);
  const likeness = likenessToOnnx(kernel, x, vectors, amount, columns, graph);
  const products = graph.node("MatMul", [likeness, graph.doubles(counts, [amount, intercepts.length])]);
  const scores = graph.node("Add", [products, graph.doubles(intercepts, [1, intercepts.length])]);
  return outcomeToOnnx(
    outcome,
    isOfPairs(outcome) ? classScoresToOnnx(scores, outcome.present.length, graph) : scores,
    graph,
  );
};

const likenessToOnnx = (
  kernel: Kernel,
  x: string,
  vectors: Float64Array,
  amount: number,
  columns: number,
  graph: GraphBuilder,
): string => {
  const number = (value: number) => graph.doubles([value], []);
  const products = graph.node("MatMul", [x, graph.doubles(transpose(vectors, amount, columns), [columns, amount])]);
  const inner = (gamma: number, coef0: number) =>
    graph.node("Add", [graph.node("Mul", [products, number(gamma)]), number(coef0)]);
  switch (kernel.kind) {
    case "linear":
      return products;
    case "rbf": {
      const own = graph.node("ReduceSum", [graph.node("Mul", [x, x]), graph.integers([1])], {
        attributes: { keepdims: 1 },
      });
      const sums = graph.node("Add", [own, graph.doubles(squaresOf(vectors, amount, columns), [1, amount])]);
      const distances = graph.node("Sub", [sums, graph.node("Mul", [products, number(2)])]);
      return graph.node("Exp", [graph.node("Mul", [graph.node("Max", [distances, number(0)]), number(-kernel.gamma)])]);
    }
    case "poly":
      return graph.node("Pow", [inner(kernel.gamma, kernel.coef0), number(kernel.degree)]);
    case "sigmoid":
      return graph.node("Tanh", [inner(kernel.gamma, kernel.coef0)]);
  }
};
