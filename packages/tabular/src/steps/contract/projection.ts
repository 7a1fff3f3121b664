import { multiply } from "@kaviar/base/numerics";
import { matrixOf } from "../../contract/matrix.ts";
import type { GraphBuilder, Wire } from "../../onnx/graph-builder.ts";
import { numbersColumn, originsOf } from "../../table/column.ts";
import { type Table, tableOf } from "../../table/table.ts";

/** Columns become (x − shift) · matrix. */
export interface Projection {
  readonly columns: readonly string[];
  readonly shift: Float64Array;
  /** [columns × names], row by row. */
  readonly matrix: Float64Array;
  readonly names: readonly string[];
}

/** The columns that it takes, less the shift, a row after the other. */
const shifted = (owner: string, { columns, shift }: Projection, table: Table): Float64Array => {
  const { values } = matrixOf(owner, table.select(columns));
  const width = columns.length;
  for (let at = 0; at < values.length; ) for (let c = 0; c < width; c++, at++) values[at] = values[at]! - shift[c]!;
  return values;
};

/** The products of the rows with the columns of the matrix, a row after the other. */
export const projectRows = (owner: string, projection: Projection, table: Table): Float64Array => {
  const { columns, names, matrix } = projection;
  return multiply(shifted(owner, projection, table), matrix, table.rows, columns.length, names.length);
};

/** Columns of numbers that were made of all columns of a table, in their place. */
export const replaceColumns = (table: Table, names: readonly string[], values: Float64Array): Table => {
  const from = [...new Set(table.data.flatMap(originsOf))];
  const width = names.length;
  return tableOf(
    names.map((name, c) =>
      numbersColumn(
        name,
        Float64Array.from({ length: table.rows }, (_, row) => values[row * width + c]!),
        from,
      ),
    ),
    table.rows,
  );
};

/** Those columns of a graph, in that order. */
export const numbersOf = (columns: readonly string[], wires: readonly Wire[], graph: GraphBuilder): string => {
  const byName = new Map(wires.map((wire) => [wire.column, wire]));
  return graph.numbers(columns.map((name) => byName.get(name)!));
};

export const projectWires = (
  { columns, shift, matrix, names }: Projection,
  wires: readonly Wire[],
  graph: GraphBuilder,
): string => {
  const x = graph.node("Sub", [numbersOf(columns, wires, graph), graph.doubles(shift)]);
  return graph.node("MatMul", [x, graph.doubles(matrix, [columns.length, names.length])]);
};
