import { shown } from "@kaviar/base/error";
import { TableError } from "../error.ts";
import type { ColumnData, ColumnType } from "./column.ts";
import { levelsOf } from "./levels.ts";

/** A column of the values as they are: their own types say what it is. */
export const columnOf = (name: string, values: ArrayLike<unknown>): ColumnData => {
  const kind = kindOf(name, values);
  if (kind === "text") return textColumn(name, values as ArrayLike<string | null | undefined>, "category");
  if (kind === "number" && hasLongWhole(values)) return longIds(name, values);
  const numbers = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    numbers[row] = value === null || value === undefined ? Number.NaN : Number(value);
  }
  const type: ColumnType = kind === "number" ? (areWhole(numbers) ? "integer" : "number") : kind;
  return { kind: "numbers", name, type, values: numbers };
};

type Kind = "number" | "boolean" | "date" | "text";

const kindOf = (name: string, values: ArrayLike<unknown>): Kind => {
  if (ArrayBuffer.isView(values)) return "number";
  let kind: Kind | undefined;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (value === null || value === undefined || Number.isNaN(value)) continue;
    const here = kindOfCell(name, value, row);
    kind ??= here;
    if (here === kind) continue;
    throw new TableError(
      "column",
      `The values of a column are of one kind: \`${name}\` has ${shown(values[row])} at row ${row}, after ${kind}s.`,
      { remedy: "Turn them into numbers or into texts first." },
    );
  }
  return kind ?? "number";
};

const kindOfCell = (name: string, value: unknown, row: number): Kind => {
  if (typeof value === "number" || typeof value === "bigint") return "number";
  if (typeof value === "boolean") return "boolean";
  if (typeof value === "string") return "text";
  if (value instanceof Date) return "date";
  throw new TableError(
    "column",
    `A cell is a number, a text, a boolean, a date or null: \`${name}\` has ${shown(value)} at row ${row}.`,
  );
};

/** Whether some are whole numbers that run into each other as doubles. */
const hasLongWhole = (values: ArrayLike<unknown>): boolean => {
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (typeof value !== "bigint") continue;
    if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER) return true;
  }
  return false;
};

/** Such numbers count nothing: they are names, and stay texts. */
const longIds = (name: string, values: ArrayLike<unknown>): ColumnData => ({
  ...textColumn(
    name,
    Array.from(values, (value) =>
      value === null || value === undefined || Number.isNaN(value) ? null : String(value),
    ),
    "id",
  ),
  why: "whole numbers beyond 2⁵³",
});

const areWhole = (numbers: Float64Array): boolean => {
  for (const value of numbers) if (!Number.isInteger(value) && !Number.isNaN(value)) return false;
  return true;
};

/** A column of texts; empty ones are missing. */
export const textColumn = (
  name: string,
  values: ArrayLike<string | null | undefined>,
  type: ColumnType,
): ColumnData => ({ kind: "texts", name, type, ...levelsOf(values) });
