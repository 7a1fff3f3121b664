import type { ColumnData } from "../table/column.ts";
import { type Cells, type Counts, columnAs, createNumbering, plain, type Wanted } from "./cells.ts";
import { type Answer, type Database, itemsOf, type Vector } from "./duckdb.ts";

/**
 * Cells of so many columns below each other, row by row, in the table `cells`: `k` is the number of the column, `v` the
 * value. DuckDB plans for long what is asked of each of thousands of columns; here it is asked of one.
 */
export const longCells = (database: Database, columns: number): Cells => {
  const rows = async (): Promise<number> => {
    const [answer] = await database.rows("SELECT count(*) AS n FROM cells");
    return Number(answer!.n) / columns;
  };
  return {
    rows,
    relationOf: (column) =>
      `(SELECT v AS ${column}, rowid // ${columns} AS rowid FROM cells WHERE k = ${numberOf(column)})`,
    countEach: (asked, of) => countEach(database, asked, of, columns),
    extract: async (wanted) => extract(database, wanted, await rows()),
  };
};

const numberOf = (column: string): number => Number(column.slice(1));

/** Which rows of the table are those of some columns. */
const whereOf = (numbers: readonly number[], columns: number): string =>
  numbers.length === columns ? "" : `WHERE k IN (${numbers.join(", ")})`;

const countEach = async (
  database: Database,
  asked: readonly string[],
  of: (column: string) => Readonly<Record<string, string>>,
  columns: number,
): Promise<Counts> => {
  if (asked.length === 0) return new Map();
  const sql = Object.entries(of("v")).map(([name, what]) => `${what} AS ${name}`);
  const answers = await database.rows(
    `SELECT k, ${sql.join(", ")} FROM cells ${whereOf(asked.map(numberOf), columns)} GROUP BY k`,
  );
  // A table without rows has no groups either.
  const [none] = (await database.rows(`SELECT ${sql.join(", ")} FROM cells WHERE false`)) as [Answer];
  const counts = new Map(asked.map((column) => [column, plainly(none)]));
  for (const { k, ...counted } of answers) counts.set(`c${k}`, plainly(counted));
  return counts;
};

const plainly = (counted: Answer): Answer =>
  Object.fromEntries(Object.entries(counted).map(([name, value]) => [name, plain(value)]));

/** Columns that are read in the same way come together. */
const extract = async (database: Database, wanted: readonly Wanted[], rows: number): Promise<readonly ColumnData[]> => {
  const ways = new Map<string, number[]>();
  for (const [i, { storage }] of wanted.entries()) {
    const way = `${storage.kind} ${storage.sql("v")}`;
    const numbers = ways.get(way);
    if (numbers) numbers.push(i);
    else ways.set(way, [i]);
  }
  const data: ColumnData[] = new Array(wanted.length);
  for (const numbers of ways.values()) {
    const { kind, sql } = wanted[numbers[0]!]!.storage;
    const fill = kind === "numbers" ? numbersInto : textsInto;
    const made = fill(new Set(numbers), rows);
    const value = kind === "numbers" ? `coalesce(${sql("v")}, CAST('nan' AS DOUBLE))` : sql("v");
    const query = `SELECT k, CAST(rowid // ${wanted.length} AS INTEGER), ${value} FROM cells ${whereOf(numbers, wanted.length)}`;
    if (rows > 0) {
      for await (const chunk of database.chunks(query)) {
        const [column, row, values] = [0, 1, 2].map((i) => chunk.getColumnVector(i)) as [Vector, Vector, Vector];
        made.take(itemsOf(column), itemsOf(row), values, chunk.rowCount);
      }
    }
    for (const i of numbers) data[i] = columnAs(wanted[i]!, made.valuesOf(i));
  }
  return data;
};

interface Filling {
  take(column: ArrayLike<number>, row: ArrayLike<number>, values: Vector, count: number): void;
  valuesOf(column: number): Parameters<typeof columnAs>[1];
}

const numbersInto = (columns: ReadonlySet<number>, rows: number): Filling => {
  const made = new Map([...columns].map((i) => [i, new Float64Array(rows)]));
  return {
    take: (column, row, values, count) => {
      const items = itemsOf(values);
      for (let i = 0; i < count; i++) made.get(column[i]!)![row[i]!] = items[i]!;
    },
    valuesOf: (i) => made.get(i)!,
  };
};

const textsInto = (columns: ReadonlySet<number>, rows: number): Filling => {
  const made = new Map([...columns].map((i) => [i, { codes: new Int32Array(rows), ...createNumbering() }]));
  return {
    take: (column, row, values, count) => {
      for (let i = 0; i < count; i++) {
        const own = made.get(column[i]!)!;
        own.codes[row[i]!] = own.codeOf(values.getItem(i) as string | null);
      }
    },
    valuesOf: (i) => {
      const { codes, levels } = made.get(i)!;
      return { codes, levels: levels() };
    },
  };
};
