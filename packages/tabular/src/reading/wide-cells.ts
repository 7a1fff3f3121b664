import type { ColumnData } from "../table/column.ts";
import { type Cells, type Counts, columnAs, createNumbering, plain, type Wanted } from "./cells.ts";
import { type Answer, type Database, itemsOf, type Vector } from "./duckdb.ts";

/** Cells that are the columns of the table `cells`. */
export const wideCells = (database: Database): Cells => {
  const rows = async (): Promise<number> => {
    const [answer] = await database.rows("SELECT count(*) AS n FROM cells");
    return Number(answer!.n);
  };
  return {
    rows,
    relationOf: () => "cells",
    countEach: (columns, of) => countEach(database, columns, of),
    extract: async (wanted) => extract(database, wanted, await rows()),
  };
};

/** More columns in one query, and DuckDB takes longer to plan it than to run it. */
const atOnce = 16;

const countEach = async (
  database: Database,
  columns: readonly string[],
  of: (column: string) => Readonly<Record<string, string>>,
): Promise<Counts> => {
  const counts = new Map<string, Readonly<Record<string, unknown>>>();
  for (let from = 0; from < columns.length; from += atOnce) {
    const some = columns.slice(from, from + atOnce).map((column) => [column, Object.entries(of(column))] as const);
    const sql = some.flatMap(([column, asked]) => asked.map(([name, what]) => `${what} AS ${column}_${name}`));
    const [answer] = (await database.rows(`SELECT ${sql.join(", ")} FROM cells`)) as [Answer];
    for (const [column, asked] of some)
      counts.set(column, Object.fromEntries(asked.map(([name]) => [name, plain(answer[`${column}_${name}`])])));
  }
  return counts;
};

/** Up to so many different texts DuckDB gives them numbers itself; it is slow at more, and at tables that are short. */
const mostNumbered = 5000;

/** DuckDB's vectors are copied into typed arrays, texts once each. */
const extract = async (database: Database, wanted: readonly Wanted[], rows: number): Promise<readonly ColumnData[]> => {
  const fillers: Filler[] = [];
  for (const [i, each] of wanted.entries()) fillers.push(await fillerOf(database, each, i, rows));
  let row = 0;
  if (rows > 0) {
    for await (const chunk of database.chunks(`SELECT ${fillers.map(({ sql }) => sql).join(", ")} FROM cells`)) {
      for (const [i, { fill }] of fillers.entries()) fill(chunk.getColumnVector(i), row, chunk.rowCount);
      row += chunk.rowCount;
    }
  }
  return fillers.map(({ column }) => column());
};

interface Filler {
  readonly sql: string;
  fill(vector: Vector, from: number, count: number): void;
  column(): ColumnData;
}

const fillerOf = async (database: Database, wanted: Wanted, i: number, rows: number): Promise<Filler> => {
  const { storage } = wanted;
  const sql = storage.sql(`c${i}`);
  if (storage.kind === "numbers") {
    const values = new Float64Array(rows);
    return {
      sql: `coalesce(${sql}, CAST('nan' AS DOUBLE))`,
      fill: (vector, from) => values.set(itemsOf(vector), from),
      column: () => columnAs(wanted, values),
    };
  }
  const codes = new Int32Array(rows);
  const levels = rows > mostNumbered ? await fewLevels(database, sql, i) : undefined;
  if (levels) {
    return {
      sql: `coalesce(CAST(enum_code(CAST(${sql} AS levels${i})) AS INTEGER), -1)`,
      fill: (vector, from) => codes.set(itemsOf(vector), from),
      column: () => columnAs(wanted, { codes, levels }),
    };
  }
  const numbering = createNumbering();
  return {
    sql,
    fill: (vector, from, count) => {
      for (let k = 0; k < count; k++) codes[from + k] = numbering.codeOf(vector.getItem(k) as string | null);
    },
    column: () => columnAs(wanted, { codes, levels: numbering.levels() }),
  };
};

/** The texts of a column in the order in which they first come, and a type of DuckDB that numbers them. */
const fewLevels = async (database: Database, sql: string, i: number): Promise<readonly string[] | undefined> => {
  const [about] = await database.rows(`SELECT approx_count_distinct(${sql}) AS n FROM cells`);
  if (Number(about!.n) > mostNumbered) return undefined;
  const found = await database.rows(
    `SELECT ${sql} AS text FROM cells WHERE ${sql} IS NOT NULL GROUP BY ${sql} ORDER BY min(rowid)`,
  );
  if (found.length === 0) return undefined;
  await database.run(`DROP TYPE IF EXISTS levels${i}`);
  await database.run(
    `CREATE TYPE levels${i} AS ENUM (SELECT ${sql} FROM cells WHERE ${sql} IS NOT NULL GROUP BY ${sql} ORDER BY min(rowid))`,
  );
  return found.map(({ text }) => text as string);
};
