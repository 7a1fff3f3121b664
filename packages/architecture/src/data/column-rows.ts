import { type Table, table, tableOf } from "@kaviar/tabular";
import { isTensor } from "@kaviar/tensor";
import type { ColumnRows } from "../contract/columns.ts";

/** Plain data of a table: it can be sent to workers. */
const plain = ({ data, rows }: ColumnRows): ColumnRows => ({ data, rows });

export const asTable = ({ data, rows }: ColumnRows): Table => tableOf(data, rows);

export const takeColumnRows = (rows: ColumnRows, which: ArrayLike<number>): ColumnRows =>
  plain(asTable(rows).take(which));

/** [N, F] numbers as columns, which are called by their places: a missing one is NaN. */
export const columnsOfNumbers = (numbers: ArrayLike<number>, [rows, width]: readonly [number, number]): ColumnRows => ({
  data: Array.from({ length: width }, (_, place) => ({
    kind: "numbers",
    name: `column${place + 1}`,
    type: "number",
    values: Float64Array.from({ length: rows }, (_, row) => numbers[row * width + place]!),
  })),
  rows,
});

const isRecord = (given: unknown): given is Readonly<Record<string, unknown>> =>
  typeof given === "object" && given !== null && !Array.isArray(given) && !ArrayBuffer.isView(given);

/** A table, its columns by name, or its rows as records; undefined where it is something else, as lists of numbers are. */
export const namedColumns = (given: unknown): ColumnRows | undefined => {
  if (Array.isArray(given)) return given.length > 0 && isRecord(given[0]) ? plain(table(given)) : undefined;
  if (!isRecord(given) || isTensor(given) || "shape" in given) return undefined;
  return typeof given.rows === "number" ? plain(given as unknown as ColumnRows) : plain(table(given as never));
};
