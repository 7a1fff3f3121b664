import type { ColumnData } from "../table/column.ts";
import type { Storage } from "./storage.ts";

/** A column under its name, as it comes out of its cells. */
export interface Wanted {
  readonly name: string;
  readonly storage: Storage;
  /** Whether its type was told. */
  readonly isTold: boolean;
}

/** What was counted of each column, by the names of what was asked. */
export type Counts = ReadonlyMap<string, Readonly<Record<string, unknown>>>;

/** The cells of a table in DuckDB, as columns c0, c1, …; NULL where one is missing. */
export interface Cells {
  rows(): Promise<number>;
  /** Behind FROM, where something is asked of one column by its name; it has a `rowid` too. */
  relationOf(column: string): string;
  /** Counts something of each of some columns: aggregates in SQL, under names. */
  countEach(columns: readonly string[], of: (column: string) => Readonly<Record<string, string>>): Promise<Counts>;
  /** All columns, in their order, as plain data. */
  extract(wanted: readonly Wanted[]): Promise<readonly ColumnData[]>;
}

/** A column of values that were read. */
export const columnAs = (
  { name, storage: { type, why } }: Wanted,
  values: Float64Array | { readonly codes: Int32Array; readonly levels: readonly string[] },
): ColumnData => {
  const basics = { name, type, ...(why === undefined ? {} : { why }) };
  return values instanceof Float64Array
    ? { ...basics, kind: "numbers", values }
    : { ...basics, kind: "texts", ...values };
};

/** Numbers of texts, in the order in which they first come; −1 of a missing or an empty one. */
export const createNumbering = () => {
  const numbers = new Map<string, number>();
  return {
    codeOf: (text: string | null): number => {
      if (text === null || text === "") return -1;
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, numbers.size);
      return numbers.size - 1;
    },
    levels: (): readonly string[] => [...numbers.keys()],
  };
};

/** Counts are numbers, not the long ones of DuckDB. */
export const plain = (value: unknown): unknown => (typeof value === "bigint" ? Number(value) : value);
