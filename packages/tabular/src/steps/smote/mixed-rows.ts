import { TableError } from "../../error.ts";
import type { ColumnData } from "../../table/column.ts";
import type { Table } from "../../table/table.ts";

/** Rows as numbers, one after the other, and as codes of categories beside them. */
export interface MixedRows {
  readonly numbers: Float64Array;
  readonly width: number;
  readonly codes: Int32Array;
  readonly categories: number;
}

/** Whether nothing is between two values of a column. */
export const isCategory = (column: ColumnData): boolean => column.kind === "texts" || column.type === "boolean";

/** A missing text is a category like any other; a missing number has no place and is refused. */
export const mixedRows = (table: Table): MixedRows => {
  const split = { numbers: table.data.filter((each) => !isCategory(each)), categories: table.data.filter(isCategory) };
  const width = split.numbers.length;
  const numbers = new Float64Array(table.rows * width);
  for (const [c, column] of split.numbers.entries()) {
    if (column.kind === "texts") continue;
    for (let row = 0; row < table.rows; row++) {
      const value = column.values[row]!;
      if (!Number.isFinite(value)) {
        throw new TableError("data", `smote works on finite numbers: \`${column.name}\` is ${value} at row ${row}.`, {
          remedy: "Put impute() before it in the pipeline.",
        });
      }
      numbers[row * width + c] = value;
    }
  }
  const categories = split.categories.length;
  const codes = new Int32Array(table.rows * categories);
  for (const [c, column] of split.categories.entries())
    for (let row = 0; row < table.rows; row++) codes[row * categories + c] = codeOf(column, row);
  return { numbers, width, codes, categories };
};

const codeOf = (column: ColumnData, row: number): number =>
  column.kind === "texts" ? column.codes[row]! : Number.isNaN(column.values[row]!) ? -1 : column.values[row]!;
