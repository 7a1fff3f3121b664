import { TableError } from "../../error.ts";
import type { GraphBuilder, Wire } from "../../onnx/graph-builder.ts";

/** The same numbers for each row. */
export const everyRow = (values: ArrayLike<number>, wires: readonly Wire[], graph: GraphBuilder): string => {
  const [first] = wires;
  if (!first)
    throw new TableError("export", "A graph knows how many rows there are by a column: this pipeline has none.");
  const rows = graph.node("Shape", [first.tensor], { attributes: { start: 0, end: 1 } });
  const shape = graph.node("Concat", [rows, graph.integers([values.length])], { attributes: { axis: 0 } });
  return graph.node("Expand", [graph.doubles(values, [1, values.length]), shape]);
};
