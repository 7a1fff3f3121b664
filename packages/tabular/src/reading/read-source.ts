import { didYouMean } from "@kaviar/base/check";
import { listed } from "@kaviar/base/text";
import { TableError } from "../error.ts";
import type { ColumnData } from "../table/column.ts";
import { decideType, type TypeClues } from "../table/decide-type.ts";
import { type Table, tableOf } from "../table/table.ts";
import { type Database, quoted } from "./duckdb.ts";
import { extract, type Wanted } from "./extract.ts";
import type { Source } from "./source.ts";
import type { Storage } from "./storage.ts";
import { textStorages } from "./text-storage.ts";
import { type KnownColumn, toldLike } from "./told-like.ts";
import { type ToldType, toldStorage } from "./told-storage.ts";
import { typedStorages } from "./typed-storage.ts";

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
  await fillCells(database, source, `SELECT ${cellsOf(source, wishes).join(", ")} FROM ${source.relation}`);
  return tableOfCells(database, await wantedOf(database, source, wishes), { mayBeLines: true });
};

const missingIn = ({ isText }: Source, { missing }: Wishes): readonly string[] => [
  ...new Set(["", ...(missing ?? (isText ? missingWords : []))]),
];

/** The columns of a source in SQL, c0, c1, …, with NULL for what is missing. */
const cellsOf = (source: Source, wishes: Wishes): readonly string[] => {
  const words = missingIn(source, wishes).map(quoted).join(", ");
  return source.columns.map(({ sql, type }, i) => {
    if (type !== "VARCHAR") return `${sql} AS c${i}`;
    // Not IN: of more than a few words DuckDB makes a join, for each column.
    return `CASE WHEN list_contains([${words}], trim(${sql})) THEN NULL ELSE ${sql} END AS c${i}`;
  });
};

/** The same as a relation to be gone through once. Of spaces around a missing word it knows the usual ones. */
export const scannedCells = (source: Source, wishes: Wishes, types: readonly string[]): string => {
  const missing = missingIn(source, wishes);
  if (!source.readAs) return `(SELECT ${cellsOf(source, wishes).join(", ")} FROM ${source.relation})`;
  const spaced = missing.filter((word) => word.length < 3).flatMap((word) => [` ${word}`, `${word} `]);
  return source.readAs([...new Set([...missing, ...spaced])], types);
};

/** Puts what a query gives into the table `cells`, in place of what was there. */
export const fillCells = async (database: Database, source: Source, query: string): Promise<void> => {
  try {
    // Looking for what hundreds of columns have in common takes longer than reading them.
    const isWide = source.columns.length > 100;
    if (isWide) await database.run("SET disabled_optimizers = 'common_subexpressions'");
    await database.run(`CREATE OR REPLACE TEMP TABLE cells AS ${query}`);
    if (isWide) await database.run("SET disabled_optimizers = ''");
  } catch (error) {
    throw source.refused(error);
  }
};

/** How each column comes out of `cells`, by what is there and by what was told. */
export const wantedOf = async (
  database: Database,
  source: Source,
  { types, like = [] }: Wishes,
): Promise<readonly Wanted[]> => {
  for (const name of Object.keys(types)) mustBeThere(name, source);
  const known = new Map(like.map((column) => [column.name, column]));
  const found = await storagesOf(database, source);
  const wanted: Wanted[] = [];
  const { mayHaveCommas } = source;
  for (const [i, { name }] of source.columns.entries()) {
    const c = `c${i}`;
    const storage = found.get(c)!;
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    const asked = { name, c, found: storage, mayHaveCommas };
    const told = type
      ? await toldStorage(database, asked, type)
      : known.has(name) && (await toldLike(database, asked, known.get(name)!));
    wanted.push({ name, isTold: Boolean(told), storage: told || storage });
  }
  return wanted;
};

/** `cells` as a table; the columns that were not told have the types of what is in them. */
export const tableOfCells = async (database: Database, wanted: readonly Wanted[], clues: TypeClues): Promise<Table> => {
  const [{ n }] = (await database.rows("SELECT count(*) AS n FROM cells")) as [{ n: bigint }];
  const data = await extract(database, wanted, Number(n));
  return tableOf(
    data.map((column, i) => (wanted[i]!.isTold ? column : typed(column, wanted[i]!.storage, clues))),
    Number(n),
  );
};

const storagesOf = (database: Database, source: Source): Promise<ReadonlyMap<string, Storage>> =>
  source.isText
    ? textStorages(
        database,
        source.columns.map((_, i) => `c${i}`),
        source.mayHaveCommas,
      )
    : typedStorages(database, source);

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

const mustBeThere = (name: string, { path, columns }: Source): void => {
  const names = columns.map((column) => column.name);
  if (names.includes(name)) return;
  throw new TableError("column", `\`types\` names columns: ${path} has no \`${name}\`.`, {
    remedy: didYouMean(name, names, `It has ${listed(names)}.`, (near) => `\`${near}\``),
  });
};
