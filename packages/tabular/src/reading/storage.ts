import type { ColumnType } from "../table/column.ts";

/** How a column comes out of DuckDB: as a DOUBLE, NULL where it is missing, or as a VARCHAR. */
export interface Storage {
  readonly kind: "numbers" | "texts";
  /** Before what its values say more: `integer` of numbers, `category` of texts. */
  readonly type: ColumnType;
  /** Why it is none of what one would think, where that is so. */
  readonly why?: string;
  /** The expression in SQL. */
  readonly sql: string;
}

/** Whole numbers beyond this run into each other as doubles. */
export const largestWhole = Number.MAX_SAFE_INTEGER;

export const asNumber = (text: string): string => `try_cast(${text} AS DOUBLE)`;

/** A number with a comma for its fraction. */
export const asCommaNumber = (text: string): string => asNumber(`replace(${text}, ',', '.')`);

/** Milliseconds since 1970 of a timestamp. */
export const asMoment = (timestamp: string): string => `CAST(epoch_us(${timestamp}) AS DOUBLE) / 1000`;
