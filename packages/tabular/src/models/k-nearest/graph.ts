import type { GraphBuilder, Wire } from "../../onnx/graph-builder.ts";

const int64 = 7;
const double = 11;

interface Search {
  readonly points: Float64Array;
  readonly columns: number;
  readonly k: number;
  readonly p: number;
}

/**
 * The k nearest points of each row in a graph: their numbers [rows, k], and Σ |x − y|^p [rows, k]. Column by column, so
 * that sums are made in the same order as in process: they are the same to the last bit, and so are ties.
 */
export const nearestInGraph = (
  { points, columns, k, p }: Search,
  wires: readonly Wire[],
  graph: GraphBuilder,
): { readonly indices: string; readonly sums: string } => {
  const x = graph.numbers(wires);
  const rows = points.length / columns;
  const power = (apart: string): string => {
    if (p === 2) return graph.node("Mul", [apart, apart]);
    const absolute = graph.node("Abs", [apart]);
    return p === 1 ? absolute : graph.node("Pow", [absolute, graph.doubles([p])]);
  };
  let sums: string | undefined;
  for (let j = 0; j < columns; j++) {
    const column = Float64Array.from({ length: rows }, (_, row) => points[row * columns + j]!);
    const of = graph.node("Gather", [x, graph.integers([j])], { attributes: { axis: 1 } });
    const term = power(graph.node("Sub", [of, graph.doubles(column, [1, rows])]));
    sums = sums === undefined ? term : graph.node("Add", [sums, term]);
  }
  const [least, indices] = graph.nodeWith("TopK", 2, [sums!, graph.integers([k])], {
    attributes: { axis: 1, largest: 0, sorted: 1 },
  });
  return { indices: indices!, sums: least! };
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
