import { didYouMean } from "@kaviar/base/check";
import { listed } from "@kaviar/base/text";
import { TableError } from "../error.ts";
import type { ColumnData } from "../table/column.ts";
import { decideType, type TypeClues } from "../table/decide-type.ts";
import { type Table, tableOf } from "../table/table.ts";
import type { Cells, Wanted } from "./cells.ts";
import { type Database, quoted } from "./duckdb.ts";
import { longCells } from "./long-cells.ts";
import type { Source } from "./source.ts";
import type { Storage } from "./storage.ts";
import { textStorages } from "./text-storage.ts";
import { type KnownColumn, toldLike } from "./told-like.ts";
import { type ToldType, toldStorage } from "./told-storage.ts";
import { typedStorages } from "./typed-storage.ts";
import { wideCells } from "./wide-cells.ts";

/** How a missing value is written in a CSV file, unless said; spaces around it do not count. */
export const missingWords: readonly string[] = [
  "",
  "NA",
  "N/A",
  "n/a",
  "#N/A",
  "<NA>",
  "NaN",
  "nan",
  "NULL",
  "null",
  "?",
];

export interface Wishes {
  readonly types: Readonly<Record<string, ToldType>>;
  readonly like?: readonly KnownColumn[] | undefined;
  readonly missing?: readonly string[] | undefined;
}

/** All of a source as a table. */
export const readSource = async (database: Database, source: Source, wishes: Wishes): Promise<Table> => {
  const cells = await storeCells(database, source, wishes);
  return tableOfCells(cells, await wantedOf(database, cells, source, wishes), { mayBeLines: true });
};

/** From so many columns of texts on, and up to so many cells, they lie below each other. */
const wide = { columns: 500, cells: 1e8 };

/** Whether a file is read as one of very many columns. */
export const isWide = ({ isText, columns, size }: Source): boolean =>
  isText && columns.length >= wide.columns && columns.length * (size?.rows ?? 0) <= wide.cells;

const storeCells = async (database: Database, source: Source, wishes: Wishes): Promise<Cells> => {
  const { columns, relation } = source;
  if (!isWide(source)) {
    await fillCells(database, source, `SELECT ${cellsOf(source, wishes).join(", ")} FROM ${relation}`);
    return wideCells(database);
  }
  // In two steps: in one, DuckDB takes each cell for itself again and again.
  const all = `[${columns.map(({ sql }) => sql).join(", ")}]`;
  await fillTable(database, source, "lines", `SELECT ${all} AS x FROM ${relation}`);
  const below = `SELECT CAST(unnest(range(${columns.length})) AS INTEGER) AS k, unnest(x) AS v FROM lines`;
  await fillCells(database, source, `SELECT k, ${orMissing("v", source, wishes)} AS v FROM (${below})`);
  await database.run("DROP TABLE lines");
  return longCells(database, columns.length);
};

const missingIn = ({ isText }: Source, { missing }: Wishes): readonly string[] => [
  ...new Set(["", ...(missing ?? (isText ? missingWords : []))]),
];

/** The columns of a source in SQL, c0, c1, …, with NULL for what is missing. */
const cellsOf = (source: Source, wishes: Wishes): readonly string[] =>
  source.columns.map(({ sql, type }, i) =>
    type === "VARCHAR" ? `${orMissing(sql, source, wishes)} AS c${i}` : `${sql} AS c${i}`,
  );

/** A text in SQL, or NULL where it stands for a missing value. */
const orMissing = (text: string, source: Source, wishes: Wishes): string => {
  const words = missingIn(source, wishes).map(quoted).join(", ");
  // Not IN: of more than a few words DuckDB makes a join, for each column.
  return `CASE WHEN list_contains([${words}], trim(${text})) THEN NULL ELSE ${text} END`;
};

/** The same as a relation to be gone through once. Of spaces around a missing word it knows the usual ones. */
export const scannedCells = (source: Source, wishes: Wishes, types: readonly string[]): string => {
  const missing = missingIn(source, wishes);
  if (!source.readAs) return `(SELECT ${cellsOf(source, wishes).join(", ")} FROM ${source.relation})`;
  const spaced = missing.filter((word) => word.length < 3).flatMap((word) => [` ${word}`, `${word} `]);
  return source.readAs([...new Set([...missing, ...spaced])], types);
};

/** Puts what a query gives into the table `cells`, in place of what was there. */
export const fillCells = (database: Database, source: Source, query: string): Promise<void> =>
  fillTable(database, source, "cells", query);

const fillTable = async (database: Database, source: Source, name: string, query: string): Promise<void> => {
  await source.bring?.(source.columns.map((column) => column.name));
  try {
    // Looking for what hundreds of columns have in common takes longer than reading them.
    const isMany = source.columns.length > 100;
    if (isMany) await database.run("SET disabled_optimizers = 'common_subexpressions'");
    await database.run(`CREATE OR REPLACE TEMP TABLE ${name} AS ${query}`);
    if (isMany) await database.run("SET disabled_optimizers = ''");
  } catch (error) {
    throw source.refused(error);
  }
};

/** How each column comes out of `cells`, by what is there and by what was told. */
export const wantedOf = async (
  database: Database,
  cells: Cells,
  source: Source,
  { types, like = [] }: Wishes,
): Promise<readonly Wanted[]> => {
  mustBeThere(Object.keys(types), source);
  const known = new Map(like.map((column) => [column.name, column]));
  const found = await storagesOf(cells, source);
  const wanted: Wanted[] = [];
  const { mayHaveCommas } = source;
  for (const [i, { name }] of source.columns.entries()) {
    const c = `c${i}`;
    const storage = found.get(c)!;
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    const asked = { cells, name, c, found: storage, mayHaveCommas };
    const told = type
      ? await toldStorage(database, asked, type)
      : known.has(name) && (await toldLike(database, asked, known.get(name)!));
    wanted.push({ name, isTold: Boolean(told), storage: told || storage });
  }
  return wanted;
};

/** `cells` as a table; the columns that were not told have the types of what is in them. */
export const tableOfCells = async (cells: Cells, wanted: readonly Wanted[], clues: TypeClues): Promise<Table> => {
  const data = await cells.extract(wanted);
  return tableOf(
    data.map((column, i) => (wanted[i]!.isTold ? column : typed(column, wanted[i]!.storage, clues))),
    await cells.rows(),
  );
};

const storagesOf = (cells: Cells, source: Source): Promise<ReadonlyMap<string, Storage>> =>
  source.isText
    ? textStorages(
        cells,
        source.columns.map((_, i) => `c${i}`),
        source.mayHaveCommas,
      )
    : typedStorages(cells, source);

/** A column with its type, whole numbers told from others. What its storage said of why stays. */
const typed = (column: ColumnData, { isNoId = false }: Storage, clues: TypeClues): ColumnData => {
  const { why, type } = column;
  const isWhole = column.kind === "numbers" && type === "number" && column.values.every(isWholeOrMissing);
  const decided = decideType(isWhole ? { ...column, type: "integer" } : column, clues);
  if (why === undefined || decided.why === why) return decided;
  const isMeasure = isNoId && decided.type === "id";
  return { ...decided, ...(isMeasure ? { type } : {}), why: `${decided.why}; ${why}` };
};

const isWholeOrMissing = (value: number): boolean => Number.isInteger(value) || Number.isNaN(value);

const mustBeThere = (told: readonly string[], { path, columns }: Source): void => {
  const names = columns.map((column) => column.name);
  const there = new Set(names);
  const name = told.find((each) => !there.has(each));
  if (name === undefined) return;
  throw new TableError("column", `\`types\` names columns: ${path} has no \`${name}\`.`, {
    remedy: didYouMean(name, names, `It has ${listed(names)}.`, (near) => `\`${near}\``),
  });
};
