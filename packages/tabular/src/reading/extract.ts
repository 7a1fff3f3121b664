import type { ColumnData } from "../table/column.ts";
import type { Database, Vector } from "./duckdb.ts";
import type { Storage } from "./storage.ts";

/** A column under its name, as it comes out of the table `cells`. */
export interface Wanted {
  readonly name: string;
  readonly storage: Storage;
  /** Whether its type was told. */
  readonly isTold: boolean;
}

/** Up to so many different texts DuckDB gives them numbers itself; it is slow at more. */
const mostNumbered = 5000;

/** The columns as plain data: DuckDB's vectors are copied into typed arrays, texts once each. */
export const extract = async (database: Database, wanted: readonly Wanted[], rows: number): Promise<ColumnData[]> => {
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

const fillerOf = async (database: Database, { name, storage }: Wanted, i: number, rows: number): Promise<Filler> => {
  const { kind, type, sql, why } = storage;
  const basics = { name, type, ...(why === undefined ? {} : { why }) };
  if (kind === "numbers") {
    const values = new Float64Array(rows);
    return {
      sql: `coalesce(${sql}, CAST('nan' AS DOUBLE))`,
      fill: (vector, from) => values.set(itemsOf(vector), from),
      column: () => ({ ...basics, kind, values }),
    };
  }
  const codes = new Int32Array(rows);
  const levels = await fewLevels(database, sql, i);
  if (levels) {
    return {
      sql: `coalesce(CAST(enum_code(CAST(${sql} AS levels${i})) AS INTEGER), -1)`,
      fill: (vector, from) => codes.set(itemsOf(vector), from),
      column: () => ({ ...basics, kind, codes, levels }),
    };
  }
  const numbers = new Map<string, number>();
  return {
    sql,
    fill: (vector, from, count) => {
      for (let k = 0; k < count; k++) {
        const text = vector.getItem(k) as string | null;
        let code = text === null || text === "" ? -1 : numbers.get(text);
        if (code === undefined) {
          code = numbers.size;
          numbers.set(text!, code);
        }
        codes[from + k] = code;
      }
    },
    column: () => ({ ...basics, kind, codes, levels: [...numbers.keys()] }),
  };
};

/** The numbers of a vector: as many as there are rows in its chunk. */
const itemsOf = (vector: Vector): ArrayLike<number> => (vector as Vector & { readonly items: ArrayLike<number> }).items;

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
