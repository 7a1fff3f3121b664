import type { ColumnType } from "../table/column.ts";
import { quoted } from "./duckdb.ts";

/** How a column comes out of DuckDB: as a DOUBLE, NULL where it is missing, or as a VARCHAR. */
export interface Storage {
  readonly kind: "numbers" | "texts";
  /** Before what its values say more: `integer` of numbers, `category` of texts. */
  readonly type: ColumnType;
  /** Why it is none of what one would think, where that is so. */
  readonly why?: string;
  /** Whether its values measure something, or are days: they name no rows where all of them differ. */
  readonly isNoId?: boolean;
  /** The expression in SQL, of the column in SQL. */
  sql(column: string): string;
}

/** Whole numbers beyond this run into each other as doubles. */
export const largestWhole = Number.MAX_SAFE_INTEGER;

/** Of a column that has no value. */
export const asNothing = (): string => "CAST(NULL AS DOUBLE)";

export const asText = (c: string): string => `CAST(${c} AS VARCHAR)`;

export const asNumber = (text: string): string => `try_cast(${text} AS DOUBLE)`;

/** A number with a comma for its fraction. */
export const asCommaNumber = (text: string): string => asNumber(`replace(${text}, ',', '.')`);

/** What parts thousands wherever one is: apostrophes as in Switzerland, spaces that keep a line together as in France. */
const apart = "'’\u00a0\u202f";

const grouped = (mark: string, fraction: string): string => `[+-]?[1-9]\\d{0,2}([${mark}]\\d{3})+(${fraction}\\d*)?`;

const whereGrouped = (c: string, pattern: string, stripped: string, otherwise: string): string =>
  `CASE WHEN regexp_full_match(trim(${c}), ${quoted(pattern)}) THEN ${stripped} ELSE ${otherwise} END`;

const strip = (c: string, marks: string): string => `translate(${c}, ${quoted(marks)}, '')`;

/** A number that may have its thousands parted: `1,234.5`, `1'234.5`. */
export const asPointGrouped = (c: string): string =>
  whereGrouped(c, grouped(`,${apart}`, "\\."), asNumber(strip(c, `,${apart}`)), asNumber(c));

/** The same with a comma for the fraction: `1.234,5`. */
export const asCommaGrouped = (c: string): string =>
  whereGrouped(
    c,
    grouped(`.${apart}`, ","),
    asCommaNumber(strip(c, `.${apart}`)),
    `CASE WHEN contains(${c}, '.') THEN NULL ELSE ${asCommaNumber(c)} END`,
  );

/** Milliseconds since 1970 of a timestamp. */
export const asMoment = (timestamp: string): string => `CAST(epoch_us(${timestamp}) AS DOUBLE) / 1000`;
