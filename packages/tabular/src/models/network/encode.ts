import type { GraphBuilder, Wire } from "../../onnx/graph-builder.ts";
import { numbersOfTexts, textsToNumbers } from "../../steps/contract/texts.ts";
import type { NumberColumn, TextColumn } from "../../table/column.ts";
import type { Table } from "../../table/table.ts";
import { everyRow } from "../contract/every-row.ts";
import { bend, farthest, squash, type TableEncoding, widthOf } from "./encoding.ts";

/**
 * Rows as a network takes them, one after the other: numbers between −3 and 3, then 1 for each gap, then the numbers of levels,
 * −1 where a level is not known.
 *
 * ```ts
 * const x = { data: encodeRows(encoding, rows), shape: [rows.rows, encoding.numbers.length] };
 * ```
 * A row is as wide as the encoding has numbers, gaps and texts together, and has one 0 where that is nothing.
 */
export const encodeRows = (encoding: TableEncoding, table: Table): Float32Array => {
  const { numbers, gaps, texts } = encoding;
  const width = widthOf(encoding);
  const rows = new Float32Array(table.rows * width);
  let place = 0;
  const put = (value: (row: number) => number): void => {
    for (let row = 0, i = place; row < table.rows; row++, i += width) rows[i] = value(row);
    place++;
  };
  const valuesOf = (column: string): Float64Array => (table.column(column).data as NumberColumn).values;
  for (const number of numbers) {
    const values = valuesOf(number.column);
    put((row) => (Number.isNaN(values[row]!) ? 0 : squash(values[row]!, number)));
  }
  for (const gap of gaps) {
    const values = valuesOf(gap);
    put((row) => (Number.isNaN(values[row]!) ? 1 : 0));
  }
  for (const text of texts) {
    const places = numbersOfTexts(table.column(text.column).data as TextColumn, text);
    put((row) => places[row]!);
  }
  return rows;
};

/** The same in a graph: a tensor of floats [rows, width]. */
export const encodeWires = (
  { numbers, gaps, texts }: TableEncoding,
  wires: readonly Wire[],
  graph: GraphBuilder,
): string => {
  const byName = new Map(wires.map((wire) => [wire.column, wire]));
  const wireOf = (column: string): Wire => byName.get(column)!;
  const parts: string[] = [];
  if (numbers.length > 0) {
    const x = graph.numbers(numbers.map(({ column }) => wireOf(column)));
    const scalar = (value: number) => graph.doubles([value], []);
    const centred = graph.node("Sub", [x, graph.doubles(numbers.map(({ centre }) => centre))]);
    const scaled = graph.node("Div", [centred, graph.doubles(numbers.map(({ scale }) => scale))]);
    const z = graph.node("Clip", [scaled, scalar(-farthest), scalar(farthest)]);
    const t = graph.node("Div", [z, scalar(bend)]);
    const root = graph.node("Sqrt", [graph.node("Add", [scalar(1), graph.node("Mul", [t, t])])]);
    parts.push(graph.node("Where", [graph.node("IsNaN", [x]), scalar(0), graph.node("Div", [z, root])]));
  }
  if (gaps.length > 0) {
    const missing = graph.node("IsNaN", [graph.numbers(gaps.map(wireOf))]);
    parts.push(graph.node("Cast", [missing], { attributes: { to: double } }));
  }
  for (const text of texts) parts.push(textsToNumbers(wireOf(text.column), text, graph));
  if (parts.length === 0) parts.push(everyRow([0], wires, graph));
  const all = parts.length === 1 ? parts[0]! : graph.node("Concat", parts, { attributes: { axis: 1 } });
  return graph.node("Cast", [all], { attributes: { to: float } });
};

/** The numbers that ONNX has for types. */
export const double = 11;
const float = 1;
