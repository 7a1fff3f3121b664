import type { Matrix } from "../contract/matrix.ts";
import type { ColumnData } from "../table/column.ts";
import type { Table } from "../table/table.ts";
import type { TreeLevels } from "./trees-to-onnx.ts";

/** The texts of the columns that have some, as trees keep them. */
export const treeLevels = ({ data }: Table): TreeLevels =>
  data.map((column) => (column.kind === "texts" ? column.levels : undefined));

/**
 * The columns of a table as trees see them: any number is welcome, NaN is missing, a text is its code among the levels of
 * the training rows, and missing where it is not among them.
 */
export const treeColumns = ({ data }: Table, levels: TreeLevels = []): readonly Float64Array[] =>
  data.map((column, c) => (column.kind === "numbers" ? column.values : codesOf(column, levels[c] ?? [])));

/** The same, a row after the other. */
export const treeMatrix = (table: Table, levels: TreeLevels = []): Matrix => {
  const { rows } = table;
  const columns = table.data.length;
  const values = new Float64Array(rows * columns);
  for (const [c, numbers] of treeColumns(table, levels).entries()) {
    for (let row = 0, i = c; row < rows; row++, i += columns) values[i] = numbers[row]!;
  }
  return { rows, columns, values };
};

const codesOf = ({ codes, levels }: Extract<ColumnData, { kind: "texts" }>, known: readonly string[]): Float64Array => {
  const numbers = new Map(known.map((text, code) => [text, code]));
  const codeOf = Float64Array.from(levels, (text) => numbers.get(text) ?? Number.NaN);
  const values = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row++) values[row] = codes[row]! < 0 ? Number.NaN : codeOf[codes[row]!]!;
  return values;
};
