import { finiteColumns, numbersOf as numberColumns } from "../../contract/matrix.ts";
import { projectColumns } from "../../kernels/project.ts";
import type { GraphBuilder, Wire } from "../../onnx/graph-builder.ts";
import { areFinite } from "../../table/are-finite.ts";
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

/** What it makes of the columns that it takes, column by column. */
export const projectTable = async (
  owner: string,
  { columns, shift, matrix, names }: Projection,
  table: Table,
): Promise<readonly Float64Array[]> => {
  const taken = table.select(columns);
  const given = numberColumns(owner, taken).map(({ values }) => values);
  const made = await projectColumns(given, shift, matrix, names.length);
  // A number that is not finite makes all sums of its row so.
  if (!areFinite(made[0]!)) finiteColumns(owner, taken);
  return made;
};

/** Columns of numbers that were made of all columns of a table, in their place. */
export const replaceColumns = (table: Table, names: readonly string[], made: readonly Float64Array[]): Table => {
  const from = [...new Set(table.data.flatMap(originsOf))];
  return tableOf(
    names.map((name, c) => numbersColumn(name, made[c]!, from)),
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
