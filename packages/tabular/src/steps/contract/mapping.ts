import type { GraphBuilder, Wire } from "../../onnx/graph-builder.ts";
import { numbersColumn, originsOf } from "../../table/column.ts";
import type { Table } from "../../table/table.ts";
import { replaceWires, wiresOf } from "./replacing.ts";

interface OfColumn {
  readonly column: string;
}

/** Each column of numbers of which something was learned, in its place, as what becomes of its values. */
export const mapNumbers = <T extends OfColumn>(
  learned: readonly T[],
  table: Table,
  map: (values: Float64Array, of: T) => Float64Array,
): Table => {
  const byName = new Map(learned.map((of) => [of.column, of]));
  return table.with(
    table.data.flatMap((column) => {
      const of = byName.get(column.name);
      if (!of || column.kind !== "numbers") return [];
      return [numbersColumn(column.name, map(column.values, of), originsOf(column))];
    }),
  );
};

/** The same in a graph, for all of them at once: a tensor [rows, columns] of one of that shape. */
export const mapNumberWires = <T extends OfColumn>(
  learned: readonly T[],
  wires: readonly Wire[],
  graph: GraphBuilder,
  map: (values: string, of: readonly T[], wires: readonly Wire[]) => string,
): readonly Wire[] => {
  const found = wiresOf(learned, wires);
  if (found.length === 0) return wires;
  const mapped = found.map(({ wire }) => wire);
  const tensor = map(
    graph.numbers(mapped),
    found.map(({ of }) => of),
    mapped,
  );
  const made = graph.wires(
    tensor,
    mapped.map(({ column }) => column),
  );
  return replaceWires(wires, new Map(made.map((wire) => [wire.column, [wire]])));
};
