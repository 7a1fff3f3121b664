import { TableError } from "../error.ts";
import { areFinite } from "../table/are-finite.ts";
import type { NumberColumn } from "../table/column.ts";
import type { Table } from "../table/table.ts";

/** The columns of a table as numbers, a row after the other. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

interface MatrixOptions {
  /** Whether NaN is let through: by models that know what to do with missing values. */
  readonly missing?: boolean;
}

/** The columns of a table, all of numbers: refused where one holds texts, or where there is none. */
export const numbersOf = (owner: string, { data }: Table): readonly NumberColumn[] => {
  if (data.length === 0) {
    throw new TableError("data", `${owner} works on columns: none is left of the table.`, {
      remedy: "A step before it has dropped them all.",
    });
  }
  return data.map((column) => {
    if (column.kind === "numbers") return column;
    throw new TableError("column", `${owner} works on numbers: \`${column.name}\` holds texts (${column.type}).`, {
      remedy: "Put encode() before it in the pipeline.",
    });
  });
};

/** So many rows lie together in the processor's nearest cache, of any usual number of columns. */
const block = 64;

/** Refused for whoever works on numbers alone, with the column and the row at fault. */
export const matrixOf = (owner: string, table: Table, { missing = false }: MatrixOptions = {}): Matrix => {
  const data = numbersOf(owner, table);
  const { rows } = table;
  const columns = data.length;
  const values = new Float64Array(rows * columns);
  for (let start = 0; start < rows; start += block) {
    const end = Math.min(rows, start + block);
    for (const [c, column] of data.entries()) {
      const own = column.values;
      for (let row = start, i = start * columns + c; row < end; row++, i += columns) {
        const value = own[row]!;
        if (!(Math.abs(value) < Infinity) && !(missing && Number.isNaN(value)))
          throw refused(owner, column.name, row, value);
        values[i] = value;
      }
    }
  }
  return { rows, columns, values };
};

/** The same columns as they lie, without a copy. */
export const finiteColumns = (owner: string, table: Table): readonly Float64Array[] =>
  numbersOf(owner, table).map(({ name, values }) => {
    if (areFinite(values)) return values;
    const row = values.findIndex((value) => !Number.isFinite(value));
    throw refused(owner, name, row, values[row]!);
  });

const refused = (owner: string, name: string, row: number, value: number): TableError =>
  Number.isNaN(value)
    ? new TableError("data", `${owner} has no answer to missing values: \`${name}\` is missing at row ${row}.`, {
        remedy: "Put impute() before it in the pipeline.",
      })
    : new TableError("data", `${owner} works on finite numbers: \`${name}\` is ${value} at row ${row}.`, {
        remedy: "Replace infinite values before, or use a model of trees.",
      });
