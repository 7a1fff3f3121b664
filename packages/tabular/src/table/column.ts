/**
 * What a column holds. `id` names rows and `constant` says nothing about them; `text` is free, `category` one of some
 * words; `integer` and `number` count and measure; a `boolean` is 0 or 1, a `date` milliseconds since 1970 in UTC.
 */
export type ColumnType = "number" | "integer" | "boolean" | "category" | "date" | "text" | "id" | "constant";

interface ColumnBasics {
  readonly name: string;
  readonly type: ColumnType;
  /** What the type was decided by, where it was: "9 different texts in 8993 rows". */
  readonly why?: string;
  /** The columns of the file that it was made of; itself unless said. */
  readonly from?: readonly string[];
}

/** A column of numbers; a missing one is NaN. */
export interface NumberColumn extends ColumnBasics {
  readonly kind: "numbers";
  readonly values: Float64Array;
}

/** A column of texts: each row has the number of its level, a missing one −1. */
export interface TextColumn extends ColumnBasics {
  readonly kind: "texts";
  readonly codes: Int32Array;
  /** Each text once. A level that no row has is allowed. */
  readonly levels: readonly string[];
}

/** A column as plain data: what steps and models work on. */
export type ColumnData = NumberColumn | TextColumn;

/** What a cell may hold where it is shown or given: a missing one is null. */
export type Cell = number | string | boolean | Date | null;

export const lengthOf = (column: ColumnData): number =>
  column.kind === "numbers" ? column.values.length : column.codes.length;

export const isMissing = (column: ColumnData, row: number): boolean =>
  column.kind === "numbers" ? Number.isNaN(column.values[row]!) : column.codes[row]! < 0;

export const missingIn = (column: ColumnData): number => {
  let missing = 0;
  const length = lengthOf(column);
  for (let row = 0; row < length; row++) if (isMissing(column, row)) missing++;
  return missing;
};

/** The value as it stood: booleans and dates as such, a missing one as null. */
export const cellOf = (column: ColumnData, row: number): Cell => {
  if (isMissing(column, row)) return null;
  if (column.kind === "texts") return column.levels[column.codes[row]!]!;
  const value = column.values[row]!;
  if (column.type === "boolean") return value !== 0;
  return column.type === "date" ? new Date(value) : value;
};

/** Some rows of a column, in the given order; a row may come several times. */
export const takeRows = (column: ColumnData, rows: ArrayLike<number>): ColumnData => {
  if (column.kind === "numbers") {
    const values = new Float64Array(rows.length);
    for (let i = 0; i < rows.length; i++) values[i] = column.values[rows[i]!]!;
    return { ...column, values };
  }
  const codes = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) codes[i] = column.codes[rows[i]!]!;
  return { ...column, codes };
};

/** The columns of the file that a column was made of. */
export const originsOf = ({ name, from }: ColumnData): readonly string[] => from ?? [name];

/** A column of numbers that was made of others. */
export const numbersColumn = (name: string, values: Float64Array, from: readonly string[]): NumberColumn => ({
  kind: "numbers",
  name,
  type: "number",
  values,
  from,
});
