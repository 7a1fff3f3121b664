import type { Wire } from "../../onnx/graph-builder.ts";
import type { ColumnData } from "../../table/column.ts";
import { type Table, tableOf } from "../../table/table.ts";

/** A table in which some columns, by name, have others in their place: none, one or several. */
export const replaceColumns = (table: Table, made: ReadonlyMap<string, readonly ColumnData[]>): Table =>
  tableOf(
    table.data.flatMap((column) => made.get(column.name) ?? [column]),
    table.rows,
  );

/** The same for the columns of a graph. */
export const replaceWires = (wires: readonly Wire[], made: ReadonlyMap<string, readonly Wire[]>): readonly Wire[] =>
  wires.flatMap((wire) => made.get(wire.column) ?? [wire]);

/** The wire of each of these columns. */
export const wiresNamed = (names: readonly string[], wires: readonly Wire[]): readonly Wire[] => {
  const byName = new Map(wires.map((wire) => [wire.column, wire]));
  return names.map((name) => byName.get(name)!);
};

/** What a step learned of each column, with the wire that carries it. */
export const wiresOf = <T extends { readonly column: string }>(
  learned: readonly T[],
  wires: readonly Wire[],
): readonly { readonly wire: Wire; readonly of: T }[] => {
  const byName = new Map(learned.map((of) => [of.column, of]));
  return wires.flatMap((wire) => {
    const of = byName.get(wire.column);
    return of ? [{ wire, of }] : [];
  });
};

/** What a step learned of each column, with the column. */
export const columnsOf = <T extends { readonly column: string }>(
  learned: readonly T[],
  table: Table,
): readonly { readonly column: ColumnData; readonly of: T }[] => {
  const byName = new Map(learned.map((of) => [of.column, of]));
  return table.data.flatMap((column) => {
    const of = byName.get(column.name);
    return of ? [{ column, of }] : [];
  });
};
