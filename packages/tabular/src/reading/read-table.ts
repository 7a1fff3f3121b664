import { didYouMean, flag, law, listOf, type OptionsOf, oneOf, text } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import type { ColumnData } from "../table/column.ts";
import { decideType } from "../table/decide-type.ts";
import { type Table, tableOf } from "../table/table.ts";
import { type Database, quoted, withDuckdb } from "./duckdb.ts";
import { extract } from "./extract.ts";
import { type Given, openSource, type Source } from "./source.ts";
import type { Storage } from "./storage.ts";
import { textStorages } from "./text-storage.ts";
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

const told: readonly string[] = ["number", "integer", "boolean", "category", "date", "text", "id"] satisfies ToldType[];

const read = options("readTable", {
  /** Types of columns by name, where what they look like is not what they are: `{ zip: "category" }`. */
  types: law<Readonly<Record<string, ToldType>>>(
    `a record of columns, each ${told.join(", ")}`,
    (x) => typeof x === "object" && x !== null && Object.values(x).every((type) => told.includes(type)),
    "A constant is found, not told.",
  ).default({}),
  /** Texts that stand for a missing value, instead of the usual ones; the empty one always does. */
  missing: listOf(text).optional(),
  /** What parts the columns of a CSV file; unless said, what its lines agree on: `,`, `;`, a tab or `|`. */
  delimiter: law<string>(
    "one letter, or a tab",
    (x) => typeof x === "string" && x.length === 1 && !/["'\r\n]/.test(x),
  ).optional(),
  /** Whether the first line of a CSV file names the columns. Without names they are column1, column2, … */
  header: flag.optional(),
  /** How a CSV file writes letters. */
  encoding: oneOf("utf-8", "latin-1", "utf-16").optional(),
});

export type ReadOptions = OptionsOf<typeof read>;

/**
 * A table of a file: csv, tsv, parquet, json (records in a list), jsonl, each also as .gz, and many files of one kind by a
 * pattern. Or of what a query gives, in DuckDB's SQL.
 *
 * ```ts
 * await readTable("churn.csv");
 * await readTable("data/*.parquet");
 * await readTable({ sql: "select * from 'data/*.parquet' where year > 2020" });
 * await readTable("churn.csv", { types: { zip: "category" }, missing: ["-"] });
 * ```
 * Reading is DuckDB's work: `npm install @duckdb/node-api`. No line is left out: one that has not the columns of the first
 * is an error.
 */
export const readTable = async (file: Given, given?: ReadOptions): Promise<Table> => {
  const chosen = read(given);
  mustBeGiven(file);
  return withDuckdb(async (database) => readSource(database, await openSource(database, file, chosen), chosen));
};

const mustBeGiven = (file: Given): void => {
  if (typeof file === "string" || (typeof file === "object" && file !== null && typeof file.sql === "string")) return;
  throw new TableError("options", `readTable takes a path, or a query as { sql }: got ${shown(file)}.`, {
    remedy: "Of rows and columns there is table(rows).",
  });
};

type Reading = Pick<ReturnType<typeof read>, "types" | "missing">;

/** All of a source as a table. */
export const readSource = async (database: Database, source: Source, { types, missing }: Reading): Promise<Table> => {
  const { columns, isText } = source;
  for (const name of Object.keys(types)) mustBeThere(name, source);
  await fillCells(database, source, missing ?? (isText ? missingWords : [""]));
  const [{ n }] = (await database.rows("SELECT count(*) AS n FROM cells")) as [{ n: bigint }];
  const found = await storagesOf(database, source);
  const wanted = [];
  for (const [i, { name }] of columns.entries()) {
    const storage = found.get(`c${i}`)!;
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    wanted.push({ name, storage: type ? await toldStorage(database, name, storage, `c${i}`, type) : storage });
  }
  const data = await extract(database, wanted, Number(n));
  return tableOf(
    data.map((column) => (Object.hasOwn(types, column.name) ? column : typed(column))),
    Number(n),
  );
};

/** The rows as a table of DuckDB, with NULL for what is missing. */
const fillCells = async (database: Database, source: Source, missing: readonly string[]): Promise<void> => {
  const words = [...new Set(["", ...missing])].map(quoted).join(", ");
  const cells = source.columns.map(({ sql, type }, i) => {
    if (type !== "VARCHAR") return `${sql} AS c${i}`;
    // Not IN: of more than a few words DuckDB makes a join, for each column.
    return `CASE WHEN list_contains([${words}], trim(${sql})) THEN NULL ELSE ${sql} END AS c${i}`;
  });
  try {
    // Looking for what hundreds of columns have in common takes longer than reading them.
    await database.run("SET disabled_optimizers = 'common_subexpressions'");
    await database.run(`CREATE TEMP TABLE cells AS SELECT ${cells.join(", ")} FROM ${source.relation}`);
    await database.run("SET disabled_optimizers = ''");
  } catch (error) {
    throw source.refused(error);
  }
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
const typed = (column: ColumnData): ColumnData => {
  const { why, type } = column;
  const isWhole = column.kind === "numbers" && type === "number" && column.values.every(isWholeOrMissing);
  const decided = decideType(isWhole ? { ...column, type: "integer" } : column, { mayBeLines: true });
  return why === undefined || decided.why === why || decided.type !== type
    ? decided
    : { ...decided, why: `${decided.why}; ${why}` };
};

const isWholeOrMissing = (value: number): boolean => Number.isInteger(value) || Number.isNaN(value);

const mustBeThere = (name: string, { path, columns }: Source): void => {
  const names = columns.map((column) => column.name);
  if (names.includes(name)) return;
  throw new TableError("column", `\`types\` names columns: ${path} has no \`${name}\`.`, {
    remedy: didYouMean(
      name,
      names,
      `It has ${names.map((each) => `\`${each}\``).join(", ")}.`,
      (near) => `\`${near}\``,
    ),
  });
};
