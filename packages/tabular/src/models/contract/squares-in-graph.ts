import type { Matrix } from "../../contract/matrix.ts";
import type { GraphBuilder } from "../../onnx/graph-builder.ts";

/**
 * Σ f(x − y) over the columns, for each row of a tensor [rows, columns] and each point: [rows, points]. Column by column,
 * so that sums are made in the same order as in process: they are the same to the last bit, and so are ties.
 */
export const sumsInGraph = (
  { rows, columns, values }: Matrix,
  x: string,
  term: (apart: string) => string,
  graph: GraphBuilder,
): string => {
  let sums: string | undefined;
  for (let j = 0; j < columns; j++) {
    const column = Float64Array.from({ length: rows }, (_, row) => values[row * columns + j]!);
    const of = graph.node("Gather", [x, graph.integers([j])], { attributes: { axis: 1 } });
    const next = term(graph.node("Sub", [of, graph.doubles(column, [1, rows])]));
    sums = sums === undefined ? next : graph.node("Add", [sums, next]);
  }
  return sums!;
};

/** Squares of the distances. */
export const squaresInGraph = (points: Matrix, x: string, graph: GraphBuilder): string =>
  sumsInGraph(points, x, (apart) => graph.node("Mul", [apart, apart]), graph);
