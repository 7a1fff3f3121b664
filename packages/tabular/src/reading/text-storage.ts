import { shown } from "@kaviar/base/error";
import type { Cells, Counts } from "./cells.ts";
import { dateStyles, looksLikeDate, styleOf } from "./dates.ts";
import {
  asCommaGrouped,
  asCommaNumber,
  asMoment,
  asNothing,
  asNumber,
  asPointGrouped,
  largestWhole,
  type Storage,
} from "./storage.ts";

/** What columns of texts hold, decided by all of their values: numbers, booleans, dates, or texts. */
export const textStorages = async (
  cells: Cells,
  columns: readonly string[],
  mayHaveCommas: boolean,
): Promise<ReadonlyMap<string, Storage>> => {
  const counts = await cells.countEach(columns, (c) => ({
    known: `count(${c})`,
    numbers: `count(*) FILTER (${isNumber(c)})`,
    booleans: `count(*) FILTER (${c} IN ('true', 'false'))`,
    example: `any_value(${c})`,
  }));
  const storages = new Map<string, Storage>();
  const asked: { numbers: string[]; others: string[]; dates: string[] } = { numbers: [], others: [], dates: [] };
  for (const column of columns) {
    const { known, numbers, booleans, example } = counts.get(column)!;
    if (known === 0) storages.set(column, { kind: "numbers", type: "number", sql: asNothing });
    else if (numbers === known) asked.numbers.push(column);
    else if (booleans === known) storages.set(column, booleanStorage);
    else if (looksLikeDate(String(example))) asked.dates.push(column);
    else asked.others.push(column);
  }
  for (const [column, storage] of await numberStorages(cells, asked.numbers)) storages.set(column, storage);
  for (const [column, storage] of await dateStorages(cells, asked.dates, counts)) storages.set(column, storage);
  for (const [column, storage] of await otherStorages(cells, asked.others, counts, mayHaveCommas))
    storages.set(column, storage);
  return storages;
};

const texts = (why?: string): Storage => ({
  kind: "texts",
  type: "category",
  sql: (c) => c,
  ...(why === undefined ? {} : { why }),
});

/** Texts that are measures or days which cannot be read as such. */
const unread = (why: string): Storage => ({ ...texts(why), isNoId: true });

/** DuckDB takes 1_000 for a number; nobody writes that in a file and means it. */
const isNumber = (c: string): string => `WHERE ${asNumber(c)} IS NOT NULL AND NOT contains(${c}, '_')`;

const booleanStorage: Storage = {
  kind: "numbers",
  type: "boolean",
  sql: (c) => `CASE ${c} WHEN 'true' THEN 1.0 WHEN 'false' THEN 0.0 END`,
};

/** Numbers, but for those that would not be the same as numbers: codes with zeros before, and too long ones. */
const numberStorages = async (cells: Cells, columns: readonly string[]): Promise<Map<string, Storage>> => {
  const counts = await cells.countEach(columns, (c) => {
    // Patterns are slow: only what may fit one is held against it.
    const where = (may: string, fits: string) => `WHERE CASE WHEN ${may} THEN ${fits} ELSE false END`;
    const whole = `regexp_full_match(trim(${c}), '[+-]?\\d+')`;
    const leads = where(
      `${startsWithZero(c)} AND NOT contains(${c}, '.')`,
      `regexp_full_match(trim(${c}), '[+-]?0\\d+')`,
    );
    const long = where(`length(${c}) > 15`, `abs(${asNumber(c)}) > ${largestWhole} AND ${whole}`);
    const huge = where(`isinf(${asNumber(c)})`, `NOT regexp_matches(${c}, '[iI]')`);
    return {
      leads: `any_value(${c}) FILTER (${leads})`,
      long: `any_value(${c}) FILTER (${long})`,
      huge: `any_value(${c}) FILTER (${huge})`,
    };
  });
  const storageOf = (column: string): Storage => {
    const { leads, long, huge } = counts.get(column)!;
    if (long !== null) return { ...texts(`whole numbers beyond 2⁵³, such as ${long}`), type: "id" };
    if (leads !== null) return texts(`digits with a zero before, such as ${leads}`);
    if (huge !== null) return unread(`${huge} is beyond the largest number`);
    return { kind: "numbers", type: "number", sql: asNumber };
  };
  return new Map(columns.map((column) => [column, storageOf(column)]));
};

/** Maybe behind a space or a sign. */
const startsWithZero = (c: string): string => `contains(substr(${c}, 1, 3), '0')`;

const dateStorages = async (cells: Cells, columns: readonly string[], known: Counts): Promise<Map<string, Storage>> => {
  const counts = await cells.countEach(columns, (c) => {
    const all = dateStyles.map(({ read }, i) => [`style${i}`, `count(${read(c)})`] as const);
    const any = dateStyles.map(({ read }) => `${read(c)} IS NOT NULL`).join(" OR ");
    return { ...Object.fromEntries(all), any: `count(*) FILTER (WHERE ${any})`, no: firstThat(c, `NOT (${any})`) };
  });
  const storageOf = (column: string): Storage => {
    const found = counts.get(column)!;
    const all = known.get(column)!.known;
    const fits = dateStyles.filter((_, i) => found[`style${i}`] === all);
    const style = styleOf(fits);
    if (style) {
      const { name, read } = style;
      return { kind: "numbers", type: "date", why: `dates, written ${name}`, sql: (c) => asMoment(read(c)) };
    }
    // Each day alone may be one with a time, too.
    const isOwn = (i: number) => found[`style${i}`] !== 0 && (i !== 1 || found.style1 !== found.style0);
    const some = dateStyles.filter((_, i) => isOwn(i)).map(({ name }) => name);
    if (fits.length > 1) return unread(`dates that may be ${some.join(" or ")}: none of them tells which`);
    if (found.any === all) return unread(`dates written in several ways: ${some.join(", ")}`);
    if ((found.any as number) < nearly * (all as number)) return texts();
    return unread(`not all dates: ${shown(found.no)} is none`);
  };
  return new Map(columns.map((column) => [column, storageOf(column)]));
};

/** From this part on it is worth saying what keeps a column from being numbers or dates. */
const nearly = 0.9;

const otherStorages = async (
  cells: Cells,
  columns: readonly string[],
  known: Counts,
  mayHaveCommas: boolean,
): Promise<Map<string, Storage>> => {
  const counts = await cells.countEach(columns, (c) => ({
    points: `count(*) FILTER (WHERE ${isWritten(c)} AND ${asPointGrouped(c)} IS NOT NULL)`,
    commas: `count(*) FILTER (WHERE ${isWritten(c)} AND ${asCommaGrouped(c)} IS NOT NULL)`,
    unclear: firstThat(c, `${asPointGrouped(c)} <> ${asCommaGrouped(c)}`),
    grouped: firstThat(c, `${asNumber(c)} IS NULL AND ${asCommaNumber(c)} IS NULL`),
    amounts: `count(*) FILTER (WHERE ${isAmount(c)})`,
    no: firstThat(c, `${asNumber(c)} IS NULL OR contains(${c}, '_')`),
  }));
  const storageOf = (column: string): Storage => {
    const { known: all, numbers } = known.get(column)!;
    const { points, commas, unclear, grouped, amounts, no } = counts.get(column)!;
    if (points === all || commas === all) {
      if (points === commas && unclear !== null && !mayHaveCommas)
        return unread(`numbers with commas, such as ${shown(unclear)}: for thousands or for the fraction`);
      const sql = commas === all ? asCommaGrouped : asPointGrouped;
      const why = grouped === null ? {} : { why: `numbers with parted thousands, such as ${shown(grouped)}` };
      return { kind: "numbers", type: "number", sql, ...why };
    }
    if (amounts === all) return unread(`amounts with a sign, such as ${shown(no)}: no numbers as they stand`);
    if ((numbers as number) < nearly * (all as number)) return texts();
    return unread(`not all numbers: ${shown(no)} is none`);
  };
  return new Map(columns.map((column) => [column, storageOf(column)]));
};

/** Not as DuckDB writes numbers alone. */
const isWritten = (c: string): string => `NOT contains(${c}, '_')`;

/** A number with a sign of a currency or of percents beside it. */
const isAmount = (c: string): string =>
  `regexp_full_match(trim(${c}), '[+-]?\\p{Sc} ?[+-]?[\\d.,]+|[+-]?[\\d.,]+ ?(\\p{Sc}|%)')`;

/** The first value of which something holds. */
const firstThat = (c: string, holds: string): string =>
  `arg_min(${c}, rowid) FILTER (WHERE ${c} IS NOT NULL AND (${holds}))`;
