import { didYouMean } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import { listed } from "@kaviar/base/text";
import { TableError } from "../error.ts";
import { type Cell, type ColumnData, type ColumnType, cellOf, lengthOf, missingIn, takeRows } from "./column.ts";
import { drawn } from "./drawn.ts";

/** A row as a record: a missing value is null. */
export type Row = Readonly<Record<string, Cell>>;

/** What there is to know of a column without looking at its rows. */
export interface ColumnSchema {
  readonly name: string;
  readonly type: ColumnType;
  readonly kind: ColumnData["kind"];
  readonly missing: number;
  /** What the type was decided by, where it was. */
  readonly why?: string;
  /** The texts it has, where it holds texts. */
  readonly levels?: readonly string[];
}

/** One column, to look into. */
export interface Column extends Iterable<Cell> {
  readonly name: string;
  readonly type: ColumnType;
  readonly length: number;
  readonly missing: number;
  readonly data: ColumnData;
  at(row: number): Cell;
  toArray(): Cell[];
}

/** Columns of one length, each of one type. Nothing changes a table: what works on one gives another. */
export interface Table {
  readonly rows: number;
  readonly columns: readonly string[];
  readonly schema: readonly ColumnSchema[];
  /** The columns as plain data. */
  readonly data: readonly ColumnData[];
  column(name: string): Column;
  has(name: string): boolean;
  select(...names: readonly (string | readonly string[])[]): Table;
  without(...names: readonly (string | readonly string[])[]): Table;
  filter(keep: (row: Row, index: number) => boolean): Table;
  /** Rows by number, in the given order; a row may come several times. */
  take(rows: ArrayLike<number>): Table;
  head(rows?: number): Table;
  /** With these columns behind, or in the place of those that have their names. */
  with(columns: readonly ColumnData[]): Table;
  toRows(): Row[];
  /** Shows the first rows, as wide as the terminal. */
  print(): void;
}

const readColumn = (data: ColumnData): Column => ({
  name: data.name,
  type: data.type,
  length: lengthOf(data),
  get missing() {
    return missingIn(data);
  },
  data,
  at: (row) => (row >= 0 && row < lengthOf(data) ? cellOf(data, row) : null),
  toArray: () => Array.from({ length: lengthOf(data) }, (_, row) => cellOf(data, row)),
  *[Symbol.iterator]() {
    for (let row = 0; row < lengthOf(data); row++) yield cellOf(data, row);
  },
});

const schemaOf = (data: ColumnData): ColumnSchema => ({
  name: data.name,
  type: data.type,
  kind: data.kind,
  get missing() {
    return missingIn(data);
  },
  ...(data.why === undefined ? {} : { why: data.why }),
  ...(data.kind === "texts" ? { levels: data.levels } : {}),
});

/**
 * A table of columns that are there as data, as `table.data` has them.
 *
 * ```ts
 * tableOf(rows.data.filter(({ type }) => type !== "id"), rows.rows);
 * ```
 * They are not copied: leave them as they are.
 */
export const tableOf = (data: readonly ColumnData[], rows = data[0] ? lengthOf(data[0]) : 0): Table => {
  const byName = new Map(data.map((column) => [column.name, column]));
  check(data, byName, rows);
  const names = data.map(({ name }) => name);
  const find = (name: string): ColumnData => byName.get(name) ?? missingColumn(name, names);
  const rowAt = (row: number): Row => {
    const record: Record<string, Cell> = Object.create(null);
    for (const column of data) record[column.name] = cellOf(column, row);
    return record;
  };
  const take = (chosen: ArrayLike<number>): Table =>
    tableOf(
      data.map((column) => takeRows(column, chosen)),
      chosen.length,
    );
  const self: Table = {
    rows,
    columns: names,
    data,
    get schema() {
      return data.map(schemaOf);
    },
    column: (name) => readColumn(find(name)),
    has: (name) => byName.has(name),
    select: (...chosen) => tableOf(chosen.flat().map(find), rows),
    without: (...dropped) => {
      const left = new Set(dropped.flat().map((name) => find(name).name));
      return tableOf(
        data.filter(({ name }) => !left.has(name)),
        rows,
      );
    },
    filter: (keep) => {
      checkQuestion(keep);
      const kept: number[] = [];
      for (let row = 0; row < rows; row++) if (keep(rowAt(row), row)) kept.push(row);
      return take(kept);
    },
    take: (chosen) => {
      checkRows(chosen, rows);
      return take(chosen);
    },
    head: (count = 5) => {
      checkCount(count);
      return take(Array.from({ length: Math.min(count, rows) }, (_, row) => row));
    },
    with: (columns) => {
      checkColumns(columns);
      const fresh = new Map(columns.map((column) => [column.name, column]));
      const kept = data.map((column) => fresh.get(column.name) ?? column);
      return tableOf([...kept, ...columns.filter(({ name }) => !byName.has(name))], rows);
    },
    toRows: () => Array.from({ length: rows }, (_, row) => rowAt(row)),
    print: () => console.log(drawn(data, rows, widthHere())),
  };
  return self;
};

/** Cells in a line where nobody says. */
const usualWidth = 120;

const widthHere = (): number => globalThis.process?.stdout?.columns ?? usualWidth;

const checkQuestion = (keep: unknown): void => {
  if (typeof keep === "function") return;
  throw new TableError("options", `filter takes a question that a row answers: got ${shown(keep)}.`, {
    remedy: "Give a function: filter(({ age }) => age > 40). Columns are chosen by select.",
  });
};

const checkCount = (count: unknown): void => {
  if (typeof count === "number" && Number.isInteger(count) && count >= 0) return;
  throw new TableError("options", `head takes a number of rows, 0 or more: got ${shown(count)}.`);
};

const checkRows = (chosen: ArrayLike<number>, rows: number): void => {
  if (typeof chosen !== "object" || chosen === null || typeof chosen.length !== "number") {
    throw new TableError("options", `take takes a list of rows by number: got ${shown(chosen)}.`, {
      remedy: "Give take([0, 2, 5]); head(5) gives the first.",
    });
  }
  for (let i = 0; i < chosen.length; i++) {
    const row = chosen[i]!;
    if (Number.isInteger(row) && row >= 0 && row < rows) continue;
    throw new TableError("data", `take takes rows by number, 0 to ${rows - 1}: got ${shown(row)}.`);
  }
};

const checkColumns = (columns: readonly ColumnData[]): void => {
  if (Array.isArray(columns) && columns.every((column) => column?.kind === "numbers" || column?.kind === "texts"))
    return;
  throw new TableError("data", `with takes columns as data: got ${Array.isArray(columns) ? "others" : "no list"}.`, {
    remedy: "Those of a table are table({ age: [41, 29] }).data.",
  });
};

const check = (data: readonly ColumnData[], byName: ReadonlyMap<string, ColumnData>, rows: number): void => {
  const odd = data.find((column) => lengthOf(column) !== rows);
  if (odd) {
    throw new TableError(
      "data",
      `The columns of a table have one length: ${data[0]!.name} has ${rows} rows, ${odd.name} has ${lengthOf(odd)}.`,
    );
  }
  if (byName.size === data.length) return;
  const seen = new Set<string>();
  const twice = data.find(({ name }) => seen.has(name) || !seen.add(name))!;
  throw new TableError("column", `The columns of a table have names of their own: \`${twice.name}\` comes twice.`, {
    remedy: "Rename one of them.",
  });
};

const missingColumn = (name: unknown, names: readonly string[]): never => {
  if (typeof name !== "string") {
    throw new TableError("column", `A column is asked for by its name: got ${shown(name)}.`, {
      remedy: `Give one of ${listed(names)}.`,
    });
  }
  throw new TableError("column", `The table has no column \`${name}\`.`, {
    remedy: didYouMean(name, names, `It has ${listed(names)}.`, (near) => `\`${near}\``),
  });
};
