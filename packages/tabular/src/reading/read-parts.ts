import { listOf, type OptionsOf, text } from "@kaviar/base/check";
import { TableError } from "../error.ts";
import { options } from "../options.ts";
import type { ColumnData } from "../table/column.ts";
import { type Table, tableOf } from "../table/table.ts";
import { asFirst, batchesOf } from "./batches.ts";
import { columnAs, createNumbering, type Wanted } from "./cells.ts";
import { type Database, itemsOf, openDuckdb, type Vector } from "./duckdb.ts";
import { memoryToScan } from "./memory.ts";
import { mustBeGiven, readLaws } from "./read-options.ts";
import { fillCells, readSource, scannedCells, wantedOf } from "./read-source.ts";
import { type Given, openSource, type Source } from "./source.ts";
import { asNothing, asNumber } from "./storage.ts";
import { wideCells } from "./wide-cells.ts";

const partsOptions = options("readParts", {
  ...readLaws,
  /** Which columns, of those that are there; all of them unless said. */
  columns: listOf(text).optional(),
});

export type PartsOptions = OptionsOf<typeof partsOptions>;

/** Smaller files are one part: then their types are those of all rows. */
const mostInOne = 64e6;
/** Rows of a part at most, and cells. */
const mostRows = 2 ** 16;
const mostCells = 4_000_000;
/** So many rows say what columns hold that were not told. */
const rowsForTypes = 20_000;

/**
 * The rows of a file as tables, one after the other in the order of the file: of one that is larger than memory no more than
 * some thousand rows are held, and of many objects in a bucket one lies on the disk at a time. Each loop over them begins anew.
 *
 * ```ts
 * for await (const rows of readParts("clicks/*.parquet", { like: model.inputs })) await model.predict(rows);
 * ```
 * Columns hold what `like` and `types` say, and others what the first rows look like. A later value that is not of that type
 * is an error.
 */
export const readParts = (file: Given, given?: PartsOptions): AsyncIterable<Table> => {
  const chosen = partsOptions(given);
  mustBeGiven("readParts", file);
  const known: Known = [];
  return { [Symbol.asyncIterator]: () => partsOf(file, chosen, known) };
};

/** How many rows there are in each batch, once they were counted. */
type Known = (number | undefined)[];

async function* partsOf(file: Given, chosen: ReturnType<typeof partsOptions>, known: Known): AsyncGenerator<Table> {
  const batches = await batchesOf(file);
  let first: { readonly source: Source; readonly wanted: readonly Wanted[] } | undefined;
  for (const [i, batch] of batches.entries()) {
    const database = await openDuckdb();
    try {
      await database.limit(memoryToScan());
      const source = withColumns(await openSource(database, batch, chosen), chosen.columns);
      if (batches.length === 1 && source.size !== undefined && source.size.bytes <= mostInOne) {
        yield await readSource(database, source, chosen);
        return;
      }
      first ??= { source, wanted: await typesOf(database, source, chosen) };
      known[i] = yield* stream(database, asFirst(source, first.source), chosen, first.wanted, known[i]);
    } finally {
      database.close();
    }
  }
}

/** A source of some columns. Its reader knows types for all of them only. */
const withColumns = ({ readAs, ...source }: Source, names: readonly string[] | undefined): Source => {
  if (names === undefined) return source;
  const isWanted = new Set(names);
  const found = source.columns.filter(({ name }) => isWanted.has(name));
  // Of a file that has none of them, rows are still to be counted.
  return { ...source, columns: found.length > 0 ? found : source.columns.slice(0, 1) };
};

const cellsOf = (source: Source, chosen: ReturnType<typeof partsOptions>): string =>
  scannedCells(
    source,
    chosen,
    source.columns.map(({ type }) => type),
  );

/** What columns are, by the first rows. */
const typesOf = async (
  database: Database,
  source: Source,
  chosen: ReturnType<typeof partsOptions>,
): Promise<readonly Wanted[]> => {
  await fillCells(database, source, `SELECT * FROM ${cellsOf(source, chosen)} LIMIT ${rowsForTypes}`);
  return wantedOf(database, wideCells(database), source, chosen);
};

/** The rows of a source as tables; it returns how many there are. */
async function* stream(
  database: Database,
  source: Source,
  chosen: ReturnType<typeof partsOptions>,
  wanted: readonly Wanted[],
  known: number | undefined,
): AsyncGenerator<Table, number> {
  await source.bring?.(source.columns.map(({ name }) => name));
  const cells = cellsOf(source, chosen);
  const columns = wanted.map(({ storage }, i) => inSql(storage, i));
  const most = Math.max(1, Math.min(mostRows, Math.floor(mostCells / columns.length)));
  let part = createPart(wanted, most);
  let rows = 0;
  try {
    for await (const chunk of database.chunks(`SELECT ${columns.join(", ")} FROM ${cells}`)) {
      rows += chunk.rowCount;
      for (let from = 0; from < chunk.rowCount; ) {
        const count = Math.min(chunk.rowCount - from, most - part.rows());
        part.add((i) => chunk.getColumnVector(i), from, count);
        from += count;
        if (part.rows() < most) continue;
        yield part.table();
        part = createPart(wanted, most);
      }
    }
  } catch (error) {
    await mustBeAll(database, source, cells, wanted, rows);
    throw source.refused(error);
  }
  if (rows !== known) await mustBeAll(database, source, cells, wanted, rows);
  if (part.rows() > 0) yield part.table();
  return rows;
}

/** A column in SQL; a value that is none of its type ends the query. */
const inSql = ({ kind, sql }: Wanted["storage"], i: number): string => {
  const read = readAs(sql, i);
  if (kind === "texts") return read;
  const odd = `CAST(error('odd') AS DOUBLE)`;
  return `CASE WHEN c${i} IS NULL THEN CAST('nan' AS DOUBLE) ELSE coalesce(${read}, ${odd}) END`;
};

/** Where the first rows have no value, later ones are what they are told to be. */
const readAs = (sql: Wanted["storage"]["sql"], i: number): string => (sql === asNothing ? asNumber : sql)(`c${i}`);

/** Where something is wrong with a later row, DuckDB's stream may end without a word: then it is asked what that was. */
const mustBeAll = async (
  database: Database,
  source: Source,
  cells: string,
  wanted: readonly Wanted[],
  streamed: number,
): Promise<void> => {
  try {
    const [all] = await database.rows(`SELECT count(*) AS n FROM ${cells}`);
    if (Number(all!.n) === streamed) return;
    const numbers = [...wanted.entries()].filter(([, { storage }]) => storage.kind === "numbers");
    const odd = numbers.map(
      ([i, { storage }]) =>
        `any_value(CAST(c${i} AS VARCHAR)) FILTER (WHERE ${readAs(storage.sql, i)} IS NULL) AS c${i}`,
    );
    const [found = {}] = odd.length > 0 ? await database.rows(`SELECT ${odd.join(", ")} FROM ${cells}`) : [];
    const at = numbers.find(([i]) => typeof found[`c${i}`] === "string");
    if (at) throw oddValue(source, at[1], found[`c${at[0]}`] as string);
    throw new TableError("read", `${source.path} cannot be read to its end: ${streamed} of ${all!.n} rows came.`);
  } catch (error) {
    throw error instanceof TableError ? error : source.refused(error);
  }
};

const oddValue = ({ path }: Source, { name, storage }: Wanted, value: string): TableError => {
  return new TableError(
    "column",
    `\`${name}\` of ${path} holds ${storage.type === "date" ? "dates" : storage.type === "boolean" ? "true or false" : "numbers"}: it has ${JSON.stringify(value)}.`,
    {
      remedy: `Mend the value, name it in \`missing\` where it stands for nothing, or say types: { ${name}: "category" }.`,
    },
  );
};

/** Room for the rows of a part. */
const createPart = (wanted: readonly Wanted[], most: number) => {
  const fillers = wanted.map((each) => fillerOf(each, most));
  let rows = 0;
  return {
    rows: () => rows,
    add: (vectorOf: (i: number) => Vector, from: number, count: number) => {
      for (const [i, { fill }] of fillers.entries()) fill(vectorOf(i), from, count, rows);
      rows += count;
    },
    table: (): Table =>
      tableOf(
        fillers.map(({ column }) => column(rows)),
        rows,
      ),
  };
};

interface Filler {
  /** Some values of a vector, to a place among the rows. */
  fill(vector: Vector, from: number, count: number, to: number): void;
  column(rows: number): ColumnData;
}

const fillerOf = (wanted: Wanted, most: number): Filler => {
  if (wanted.storage.kind === "numbers") {
    const values = new Float64Array(most);
    return {
      fill: (vector, from, count, to) => {
        const items = itemsOf(vector);
        for (let k = 0; k < count; k++) values[to + k] = items[from + k]!;
      },
      column: (rows) => columnAs(wanted, values.slice(0, rows)),
    };
  }
  const codes = new Int32Array(most);
  const numbering = createNumbering();
  return {
    fill: (vector, from, count, to) => {
      for (let k = 0; k < count; k++) codes[to + k] = numbering.codeOf(vector.getItem(from + k) as string | null);
    },
    column: (rows) => columnAs(wanted, { codes: codes.slice(0, rows), levels: numbering.levels() }),
  };
};
