import { formatNumber } from "@kaviar/page";
import type { ColumnType } from "../src/table/column.ts";

/** A number of a column for reading: of a date its day. */
export const momentOr = (type: ColumnType, value: number): string => {
  const date = new Date(value);
  return type === "date" && !Number.isNaN(date.getTime()) ? date.toISOString().slice(0, 10) : formatNumber(value);
};
