import type { OnnxArray } from "@kaviar/tensor/onnx";
import type { ColumnData } from "../table/column.ts";
import type { Table } from "../table/table.ts";

/** Columns as a session takes them, each under the name of its input. */
export const feedsOf = ({ data, rows }: Table, names: readonly string[]): Readonly<Record<string, OnnxArray>> => {
  const feeds: Record<string, OnnxArray> = {};
  for (const [i, column] of data.entries()) feeds[names[i]!] = arrayOf(column, rows);
  return feeds;
};

const arrayOf = (column: ColumnData, rows: number): OnnxArray =>
  column.kind === "numbers"
    ? { dtype: "float64", shape: [rows, 1], elements: column.values }
    : {
        dtype: "string",
        shape: [rows, 1],
        elements: Array.from(column.codes, (code) => (code < 0 ? "" : column.levels[code]!)),
      };
