import { multiply, times, transpose } from "@kaviar/base/numerics";
import { matrixOf } from "../../contract/matrix.ts";
import type { GraphBuilder, Wire } from "../../onnx/graph-builder.ts";
import type { Table } from "../../table/table.ts";
import { type Outcome, outcomeOf, outcomeToOnnx } from "./outcome.ts";

/** One score or several of a row: its columns times coefficients, and an intercept. */
export interface LinearState {
  readonly outcome: Outcome;
  /** The coefficients of each score, a score after the other. */
  readonly coefficients: Float64Array;
  readonly intercepts: Float64Array;
  /** What is to be said of the fit, in sentences: that it did not get to the end. */
  readonly notes: readonly string[];
}

interface LinearFunction {
  predict(state: LinearState, table: Table): Float64Array;
  onnx(state: LinearState, wires: readonly Wire[], graph: GraphBuilder): string;
  notes(state: LinearState): readonly string[];
  importances(state: LinearState): Float64Array;
}

/** What a model that is a linear function does once it is fitted. */
export const linearFunction = (owner: string): LinearFunction => ({
  predict: ({ outcome, coefficients, intercepts }, table) => {
    const { values, rows, columns } = matrixOf(owner, table);
    const width = intercepts.length;
    const scores =
      width === 1
        ? times(values, rows, columns, coefficients)
        : multiply(values, transpose(coefficients, width, columns), rows, columns, width);
    for (let i = 0; i < scores.length; i++) scores[i] = scores[i]! + intercepts[i % width]!;
    return outcomeOf(outcome, scores);
  },
  onnx: ({ outcome, coefficients, intercepts }, wires, graph) => {
    const [columns, width] = [wires.length, intercepts.length];
    const turned = graph.doubles(transpose(coefficients, width, columns), [columns, width]);
    const products = graph.node("MatMul", [graph.numbers(wires), turned]);
    return outcomeToOnnx(outcome, graph.node("Add", [products, graph.doubles(intercepts, [1, width])]), graph);
  },
  notes: ({ notes }) => notes,
  /** The sum of the absolute values of a column's coefficients. */
  importances: ({ coefficients, intercepts }) => {
    const columns = coefficients.length / intercepts.length;
    const sums = new Float64Array(columns);
    for (const [i, each] of coefficients.entries()) sums[i % columns] = sums[i % columns]! + Math.abs(each);
    return sums;
  },
});
