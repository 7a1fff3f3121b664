import { didYouMean } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import { TableError } from "../error.ts";
import { checkTable } from "../table/check-table.ts";
import { type ColumnData, isMissing, type NumberColumn, type TextColumn } from "../table/column.ts";
import { columnOf, textColumn } from "../table/column-of.ts";
import { type Row, type Table, tableOf } from "../table/table.ts";
import type { InputColumn } from "./inputs.ts";

/** What can be predicted for: a table, or rows as records, of an interface of your own too. */
export type Rows = Table | readonly object[];

/**
 * The columns that a model was fitted to, in their order and of their kinds, from a table or rows to predict for. Other
 * columns are left out of it; one that is not there, or of another kind, is refused. In rows, a value that is not there is
 * missing; a column that no row has is not there.
 */
export const conform = (given: Rows, inputs: readonly InputColumn[]): Table =>
  isRows(given) ? conformRows(given, inputs) : conformTable(given, inputs);

const isRows = (given: Rows): given is readonly object[] => Array.isArray(given);

const conformTable = (table: Table, inputs: readonly InputColumn[]): Table => {
  checkRowsOrTable(table);
  return tableOf(
    inputs.map((input) =>
      table.has(input.name) ? conformColumn(table.column(input.name).data, input) : absent(input, table.columns),
    ),
    table.rows,
  );
};

const checkRowsOrTable = (given: unknown): void => {
  if (isRecord(given) && !("rows" in given && "data" in given)) {
    throw new TableError("data", `A model predicts for a table, or a list of rows: got ${shown(given)}.`, {
      remedy: "Put a single row into a list: predict([row]).",
    });
  }
  checkTable("A model", given);
};

const isRecord = (given: unknown): given is object =>
  typeof given === "object" && given !== null && !Array.isArray(given) && !(given instanceof Promise);

const checkRow = (row: unknown, at: number): void => {
  if (isRecord(row)) return;
  throw new TableError("data", `A model predicts for rows that are records: row ${at} is ${shown(row)}.`, {
    remedy: 'Name its columns: [{ age: 41, plan: "basic" }].',
  });
};

const conformRows = (given: readonly object[], inputs: readonly InputColumn[]): Table => {
  for (const [i, row] of given.entries()) checkRow(row, i);
  const rows = given as readonly Row[];
  const columns = inputs.map((input) => {
    const { name } = input;
    if (rows.length > 0 && !rows.some((row) => Object.hasOwn(row, name))) return absent(input, Object.keys(rows[0]!));
    const cells = rows.map((row) => (Object.hasOwn(row, name) ? row[name] : null));
    return conformColumn(columnOf(name, cells), input);
  });
  return tableOf(columns, rows.length);
};

const absent = ({ name }: InputColumn, names: readonly string[]): never => {
  throw new TableError("column", `The model predicts from the column \`${name}\`: it is not there.`, {
    remedy: didYouMean(
      name,
      names,
      "A value that is not known is null; the column has to be there.",
      (near) => `\`${near}\``,
    ),
  });
};

const conformColumn = (column: ColumnData, { name, type, kind }: InputColumn): ColumnData => {
  if (column.type === "date" && type !== "date" && kind === "numbers") {
    throw new TableError(
      "column",
      `\`${name}\` holds ${type === "boolean" ? "true or false" : "numbers"}: got dates.`,
      {
        remedy: "Give what it held when the model was fitted.",
      },
    );
  }
  if (column.kind === kind) return { ...column, type };
  if (column.kind === "numbers") return asTexts(column, type);
  return type === "date"
    ? parsed(name, column, column.levels.map(Date.parse), type, "dates, such as 2024-02-29")
    : parsed(name, column, column.levels.map(numberOf), type, "numbers");
};

/** Numbers where texts are known: a zip code that a file made a number. */
const asTexts = ({ name, values, type: given }: NumberColumn, type: ColumnData["type"]): ColumnData => {
  const texts = Array.from(values, (value) =>
    Number.isNaN(value) ? null : given === "boolean" ? String(value !== 0) : String(value),
  );
  return textColumn(name, texts, type);
};

const numberOf = (level: string): number => (level.trim() === "" ? Number.NaN : Number(level));

const parsed = (
  name: string,
  column: TextColumn,
  ofLevels: readonly number[],
  type: ColumnData["type"],
  wanted: string,
): ColumnData => {
  const values = new Float64Array(column.codes.length);
  for (let row = 0; row < values.length; row++) {
    const code = column.codes[row]!;
    values[row] = isMissing(column, row) ? Number.NaN : ofLevels[code]!;
    if (code < 0 || !Number.isNaN(ofLevels[code]!)) continue;
    throw new TableError("column", `\`${name}\` holds ${wanted}: got ${shown(column.levels[code])} at row ${row}.`, {
      remedy: "Use null for what is not known.",
    });
  }
  return { kind: "numbers", name, type, values };
};
