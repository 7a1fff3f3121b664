import { shown } from "@kaviar/base/error";
import { TableError } from "../error.ts";
import type { ColumnData } from "../table/column.ts";
import { type Table, tableOf } from "../table/table.ts";
import type { Wanted } from "./cells.ts";
import type { Answer, Database } from "./duckdb.ts";
import { fillCells, scannedCells, tableOfCells, type Wishes, wantedOf } from "./read-source.ts";
import type { Source } from "./source.ts";
import { asMoment, asNothing, asNumber, asText, largestWhole } from "./storage.ts";
import { wideCells } from "./wide-cells.ts";

/** A file that is too large to hold: some of its rows as a table, and what all of them come to. */
export interface Scanned {
  readonly table: Table;
  readonly rows: number;
  /** In the order of the table's columns. */
  readonly counts: readonly ColumnCounts[];
}

export interface ColumnCounts {
  readonly missing: number;
  /** Of texts: an estimate. (HyperLogLog, Flajolet 2007) */
  readonly distinct?: number;
  readonly ends?: { readonly low: number; readonly high: number };
}

const rowsForTypes = 20_000;
/** Parts that rows are dealt into by their hash. */
const parts = 2 ** 20;

/** Which rows are drawn of all. */
export interface Draw {
  /** About so many where they are drawn by what is in them, exactly so many where by chance. */
  readonly rows: number;
  /** Of the chance by which they are drawn; without it they are drawn by what is in them, equal rows together. */
  readonly seed?: number;
}

/**
 * One pass over a file: gaps and ends of all rows, and a part of the rows, such that the same file gives the same ones,
 * whatever the number of threads. The types are those of its first rows. Where a later value is of
 * another one, a second pass goes through the file as texts, and says which; digits with a zero before are numbers there,
 * where none was among the first rows.
 */
export const scan = async (database: Database, source: Source, wishes: Wishes, draw: Draw): Promise<Scanned> => {
  const texts = source.columns.map(({ type }) => type);
  const cells = scannedCells(source, wishes, texts);
  await fillCells(database, source, `SELECT * FROM ${cells} LIMIT ${rowsForTypes}`);
  const drawn = wideCells(database);
  const wanted = await wantedOf(database, drawn, source, wishes);
  const first = await tableOfCells(drawn, wanted, {});
  if (source.readAs) {
    const found = await typedPass(database, source, wishes, wanted, first, draw);
    if (found) return found;
  }
  const checks = wanted.map(({ storage }, i) =>
    storage.kind === "numbers" ? isOdd(storage.sql(`c${i}`), `c${i}`, texts[i] === "VARCHAR") : undefined,
  );
  const ends = wanted.map(
    ({ storage }, i): Ends =>
      (of) =>
        `${of}(${storage.sql(`c${i}`)})`,
  );
  const answer = await pass(database, source, cells, wanted, checks, ends, pickingOf(draw, first));
  return scanned(database, await mend(database, source, wishes, wanted, answer), answer);
};

/** The pass with types, as DuckDB's reader makes them of the letters; undefined where a value is of another one. */
const typedPass = async (
  database: Database,
  source: Source,
  wishes: Wishes,
  wanted: readonly Wanted[],
  first: Table,
  draw: Draw,
): Promise<Scanned | undefined> => {
  const plain = wanted.map(({ storage: { sql, type } }) => {
    if (sql === asNumber) return { type: "DOUBLE", read: (c: string) => c };
    // A day is made a moment after the least was found, not before.
    if (type === "date" && sql("c").includes("<= 10"))
      return { type: "DATE", read: (c: string) => asMoment(`CAST(${c} AS TIMESTAMP)`) };
    return undefined;
  });
  const typed = wanted.map((each, i) =>
    plain[i] ? { ...each, storage: { ...each.storage, sql: plain[i].read } } : each,
  );
  const checks = wanted.map(({ storage: { kind, sql } }, i) =>
    kind === "texts" || plain[i] ? undefined : isOdd(sql(`c${i}`), `c${i}`, true),
  );
  const ends = typed.map(
    ({ storage: { sql } }, i): Ends =>
      plain[i] ? (of) => plain[i]!.read(`${of}(c${i})`) : (of) => `${of}(${sql(`c${i}`)})`,
  );
  const types = plain.map((each) => each?.type ?? "VARCHAR");
  try {
    const answer = await pass(
      database,
      source,
      scannedCells(source, wishes, types),
      typed,
      checks,
      ends,
      pickingOf(draw, first),
    );
    const isLong = (i: number) =>
      first.data[i]!.type === "integer" && Math.max(-end(answer, "low", i), end(answer, "high", i)) > largestWhole;
    if (typed.some((_, i) => odd(answer, i) !== undefined || isLong(i))) return undefined;
    return await scanned(database, typed, answer);
  } catch {
    // Whatever it was: as texts it comes again, or it was a value of another type.
    return undefined;
  }
};

/** Whether a value is not what the first rows let expect: also a zero before digits, or too many of them. */
const isOdd = (sql: string, c: string, isText: boolean): string => {
  if (!isText) return `${c} IS NOT NULL AND (${sql} IS NULL OR abs(${sql}) > ${largestWhole})`;
  // Patterns are slow: only what may be a code is held against one.
  const suspect = `(length(${c}) > 15 OR starts_with(${c}, '0')) AND length(${c}) > 1 AND NOT contains(${c}, '.')`;
  const code = `regexp_full_match(trim(${c}), '[+-]?(0\\d+|\\d{16,})')`;
  const isCode = `CASE WHEN ${suspect} THEN ${code} ELSE false END`;
  return `${c} IS NOT NULL AND (${sql} IS NULL OR contains(${c}, '_') OR ${isCode})`;
};

/** Rows are told apart by so many values of their columns together. */
const enoughValues = 1e9;

/** The columns that tell rows apart, those with most values first, as many as it takes. */
const telling = ({ data }: Table): readonly string[] => {
  const counts = data.map((column, i) => ({ c: `c${i}`, distinct: distinctIn(column) }));
  const chosen: string[] = [];
  let values = 1;
  for (const { c, distinct } of counts.sort((a, b) => b.distinct - a.distinct)) {
    if (values < enoughValues) chosen.push(c);
    values *= Math.max(distinct, 1);
  }
  return chosen;
};

const distinctIn = (column: ColumnData): number =>
  new Set<number>(column.kind === "texts" ? column.codes : column.values).size;

/** The least or the greatest of a column, in SQL. */
type Ends = (of: "min" | "max") => string;

const end = (answer: Answer, name: "low" | "high", i: number): number => Number(answer[`${name}_${i}`] ?? 0);

const odd = (answer: Answer, i: number): unknown => answer[`odd_${i}`] ?? undefined;

/** How rows are drawn, in SQL. */
interface Picking extends Pick<Draw, "rows"> {
  /** The number of a row that decides whether it is drawn. */
  readonly hash: string;
  /** Whether it is that of its place, so that exactly as many are drawn as are asked for. */
  readonly isExact: boolean;
}

const pickingOf = ({ rows, seed }: Draw, first: Table): Picking =>
  seed === undefined
    ? { rows, hash: `hash(${telling(first).join(", ")})`, isExact: false }
    : { rows, hash: `hash(place, ${seed})`, isExact: true };

/** More than are asked for, where it is only about known how many there are. */
const enough = (rows: number): number => 1.2 * rows + 6 * Math.sqrt(rows);

/** What all rows come to; those that are drawn are in `cells` afterwards. */
const pass = async (
  database: Database,
  source: Source,
  cells: string,
  wanted: readonly Wanted[],
  checks: readonly (string | undefined)[],
  ends: readonly Ends[],
  { rows, hash, isExact }: Picking,
): Promise<Answer> => {
  const columns = wanted.map((_, i) => `c${i}`);
  const asked = wanted.flatMap(({ storage: { kind } }, i) => [
    `count(c${i}) AS known_${i}`,
    ...(kind === "texts"
      ? [`approx_count_distinct(c${i}) AS distinct_${i}`]
      : [`${ends[i]!("min")} AS low_${i}`, `${ends[i]!("max")} AS high_${i}`]),
    ...(checks[i] ? [`any_value(c${i}) FILTER (WHERE ${checks[i]}) AS odd_${i}`] : []),
  ]);
  const record = [...columns, ...(isExact ? ["place"] : [])].map((c) => `'${c}': ${c}`).join(", ");
  const from = isExact ? `(SELECT *, row_number() OVER () AS place FROM ${cells})` : cells;
  for (let all = source.size!.rows; ; ) {
    const drawn = Math.ceil((parts * (isExact ? enough(rows) : rows)) / all);
    const few = `list({${record}}) FILTER (WHERE ${hash} % ${parts} < ${drawn})`;
    await fillCells(database, source, `SELECT count(*) AS n, ${asked.join(", ")}, ${few} AS drawn FROM ${from}`);
    const [answer] = (await database.rows("SELECT * EXCLUDE (drawn), len(drawn) AS drawn FROM cells")) as [Answer];
    await fillCells(database, source, "SELECT unnest(drawn, recursive := true) FROM cells");
    if (!isExact) return answer;
    // There were more rows than it seemed: now it is known how many.
    if (Number(answer.drawn) < Math.min(rows, Number(answer.n))) {
      all = Number(answer.n);
      continue;
    }
    const chosen = `SELECT * FROM cells ORDER BY ${hash} LIMIT ${rows}`;
    await fillCells(database, source, `SELECT * EXCLUDE (place) FROM (${chosen}) ORDER BY place`);
    return answer;
  }
};

/** Columns of which a later row had a value that its first rows did not let expect are texts. */
const mend = async (
  database: Database,
  source: Source,
  wishes: Wishes,
  wanted: readonly Wanted[],
  answer: Answer,
): Promise<readonly Wanted[]> => {
  if (!wanted.some((_, i) => odd(answer, i) !== undefined)) return wanted;
  const again = await wantedOf(database, wideCells(database), source, { ...wishes, types: {} });
  return wanted.map((each, i) => {
    if (odd(answer, i) === undefined) return each;
    const value = shown(odd(answer, i));
    if (each.isTold) throw new TableError("column", `\`${each.name}\` is to be ${each.storage.type}: it has ${value}.`);
    // Nothing but gaps was seen: the rows drawn say what it is.
    if (each.storage.sql === asNothing) return again[i]!;
    const why = `not all ${each.storage.type === "date" ? "dates" : "numbers"}: ${value} is none`;
    return { ...each, storage: { kind: "texts", type: "category", sql: asText, why, isNoId: true } };
  });
};

const scanned = async (database: Database, wanted: readonly Wanted[], answer: Answer): Promise<Scanned> => {
  const rows = Number(answer.n);
  const table = await tableOfCells(wideCells(database), wanted, {});
  const counts = wanted.map(({ storage }, i) => countsOf(answer, i, rows, storage.kind === "numbers"));
  const data = table.data.map((column, i) => asWhole(column, counts[i]!, rows));
  return { table: tableOf(data, table.rows), rows, counts };
};

const countsOf = (answer: Answer, i: number, rows: number, isNumbers: boolean): ColumnCounts => {
  const known = Number(answer[`known_${i}`]);
  const [distinct, low, high] = ["distinct", "low", "high"].map((name) => answer[`${name}_${i}`]);
  return {
    missing: rows - known,
    ...(typeof distinct === "bigint" ? { distinct: Math.min(Number(distinct), known) } : {}),
    ...(isNumbers && typeof low === "number" ? { ends: { low, high: high as number } } : {}),
  };
};

/** What the rows drawn cannot tell: an id from a text that comes again far away, a number for each row. */
const asWhole = (data: ColumnData, { missing, distinct, ends }: ColumnCounts, rows: number): ColumnData => {
  const known = rows - missing;
  if (data.kind === "texts") {
    if (distinct === undefined || data.why === undefined || !drawnTexts.test(data.why)) return data;
    const about = `about ${distinct} different texts in ${known} rows`;
    const isNoId = data.type === "id" && distinct < mostOfAll * known;
    return { ...data, ...(isNoId ? { type: "category", why: about } : { why: data.why.replace(drawnTexts, about) }) };
  }
  if (!ends) return data;
  if (data.type === "constant" && ends.low < ends.high)
    return { ...data, type: "number", why: `nearly always ${data.values[0]}` };
  const isEach = missing === 0 && ends.high - ends.low === rows - 1 && new Set(data.values).size === data.values.length;
  return data.type === "integer" && isEach ? { ...data, type: "id", why: "whole numbers, one for each row" } : data;
};

const drawnTexts = /^\d+ different texts? in \d+ rows?/;
/** What an estimate of "all different" comes to at least. */
const mostOfAll = 0.9;
