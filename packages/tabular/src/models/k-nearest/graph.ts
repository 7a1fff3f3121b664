import type { Matrix } from "../../contract/matrix.ts";
import type { GraphBuilder, Wire } from "../../onnx/graph-builder.ts";
import { squaresInGraph, sumsInGraph } from "../contract/squares-in-graph.ts";

const int64 = 7;
const double = 11;

interface Search {
  readonly points: Matrix;
  readonly k: number;
  readonly p: number;
}

/** Points from which on all rows at once would take more room than there is near the processor. */
const many = 1000;

/** The k nearest points of each row in a graph: their numbers [rows, k], and Σ |x − y|^p [rows, k]. */
export const nearestInGraph = (
  { points, k, p }: Search,
  wires: readonly Wire[],
  graph: GraphBuilder,
): { readonly indices: string; readonly sums: string } => {
  const term = (apart: string): string => {
    const absolute = graph.node("Abs", [apart]);
    return p === 1 ? absolute : graph.node("Pow", [absolute, graph.doubles([p], [])]);
  };
  /** The least sums of a tensor of rows, and whose they are. */
  const least = (x: string): readonly string[] => {
    const all = p === 2 ? squaresInGraph(points, x, graph) : sumsInGraph(points, x, term, graph);
    return graph.nodeWith("TopK", 2, [all, graph.integers([k])], { attributes: { axis: 1, largest: 0, sorted: 1 } });
  };
  const x = graph.numbers(wires);
  if (points.rows < many) {
    const [sums, indices] = least(x);
    return { indices: indices!, sums: sums! };
  }
  const results = [
    { type: "double", shape: [k] },
    { type: "int64", shape: [k] },
  ] as const;
  const [sums, indices] = graph.eachRow(x, points.columns, results, (row) =>
    least(graph.node("Unsqueeze", [row, graph.integers([0])])).map((each) =>
      graph.node("Squeeze", [each, graph.integers([0])]),
    ),
  );
  return { indices: indices!, sums: sums! };
};

/** The last of running sums along axis 1: sums in order, as a loop would make them. */
export const sumInOrder = (x: string, length: number, graph: GraphBuilder): string => {
  const running = graph.node("CumSum", [x, graph.integers([1], [])]);
  return graph.node("Gather", [running, graph.integers([length - 1], [])], { attributes: { axis: 1 } });
};

/** What the vote of each neighbour counts for its distance, [rows, k]: 1/d, and where some are at 0 these alone. */
export const closenessInGraph = (sums: string, p: number, graph: GraphBuilder): string => {
  const root = (): string => {
    if (p === 2) return graph.node("Sqrt", [sums]);
    return p === 1 ? sums : graph.node("Pow", [sums, graph.doubles([1 / p])]);
  };
  const isSame = graph.node("Equal", [sums, graph.doubles([0], [])]);
  const same = graph.node("Cast", [isSame], { attributes: { to: double } });
  const anySame = graph.node("ReduceMax", [same, graph.integers([1])]);
  const some = graph.node("Greater", [anySame, graph.doubles([0], [])]);
  return graph.node("Where", [some, same, graph.node("Div", [graph.doubles([1], []), root()])]);
};

/** 1 where a number of a class [rows, k] is that of the class, else 0: [rows, k, classes]. */
export const oneHotInGraph = (codes: string, classes: number, graph: GraphBuilder): string => {
  const wide = graph.node("Unsqueeze", [codes, graph.integers([2])]);
  const numbers = graph.integers(
    Array.from({ length: classes }, (_, c) => c),
    [1, 1, classes],
  );
  const whole = graph.node("Cast", [wide], { attributes: { to: int64 } });
  return graph.node("Cast", [graph.node("Equal", [whole, numbers])], { attributes: { to: double } });
};
