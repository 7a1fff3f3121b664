import { concatenate } from "@kaviar/base/numerics";
import type { ColumnData, TextColumn } from "./column.ts";
import { type Table, tableOf } from "./table.ts";

/** The rows of one table, and below them those of another with the same columns. */
export const stack = (one: Table, other: Table): Table =>
  tableOf(
    one.data.map((column, c): ColumnData => {
      const below = other.data[c]!;
      if (column.kind === "numbers" && below.kind === "numbers")
        return { ...column, values: concatenate(Float64Array, [column.values, below.values]) };
      return stackTexts(column as TextColumn, below as TextColumn);
    }),
    one.rows + other.rows,
  );

const stackTexts = (one: TextColumn, other: TextColumn): TextColumn => {
  const codes = new Map(one.levels.map((level, code) => [level, code]));
  for (const level of other.levels) if (!codes.has(level)) codes.set(level, codes.size);
  const below = other.codes.map((code) => (code < 0 ? code : codes.get(other.levels[code]!)!));
  return { ...one, codes: concatenate(Int32Array, [one.codes, below]), levels: [...codes.keys()] };
};
