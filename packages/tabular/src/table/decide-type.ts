import { plural } from "@kaviar/base/text";
import { type ColumnData, missingIn, type NumberColumn, type TextColumn } from "./column.ts";

export interface TypeClues {
  /** Whether its numbers may be names of rows: not those of a typed array, which somebody computed. */
  readonly mayBeId?: boolean;
  /** Whether the place of a row counts: in a file, whole numbers that go up by one with each row are its line numbers. */
  readonly mayBeLines?: boolean;
}

/** Fewer rows than this tell no id from words that happen to differ. */
const fewestForId = 20;
/** This part of the rows has a text of its own, and the texts name rows. */
const uniqueForId = 0.95;
/** Texts longer than this on average are written, not chosen. */
const writtenLength = 50;
/** At least so many different texts, and they may be free ones. */
const fewestForText = 20;

/**
 * The type of a column by what is in it, and why: a constant, an id, a free text, or what it is taken for already. A
 * boolean or a date stays one even where all are the same.
 */
export const decideType = (column: ColumnData, clues: TypeClues = {}): ColumnData => {
  // What is an id by its length alone has no more to show.
  if (column.type === "id") return column;
  const rows = column.kind === "numbers" ? column.values.length : column.codes.length;
  const missing = missingIn(column);
  if (missing === rows) return { ...column, type: "constant", why: rows === 0 ? "no rows" : "all values are missing" };
  const decided =
    column.kind === "texts"
      ? textType(column, rows - missing, missing)
      : numberType(column, rows - missing, missing, clues);
  return { ...column, ...decided };
};

type Decision = Pick<ColumnData, "type"> & { readonly why: string };

const textType = (column: TextColumn, known: number, missing: number): Decision => {
  const { levels } = column;
  const different = `${plural(levels.length, "different text")} in ${plural(known, "row")}`;
  if (levels.length === 1 && missing === 0 && known > 1) return { type: "constant", why: "one text in all rows" };
  const spaced = levels.reduce((sum, level) => sum + (/\s/.test(level.trim()) ? 1 : 0), 0);
  const letters = levels.reduce((sum, level) => sum + level.length, 0) / levels.length;
  if (spaced === 0 && known >= fewestForId && levels.length >= uniqueForId * known && letters <= writtenLength)
    return { type: "id", why: `${different}, none with spaces` };
  if (levels.length > fewestForText && letters > writtenLength)
    return { type: "text", why: `${different}, ${Math.round(letters)} letters long on average` };
  if (levels.length > fewestForText && levels.length > known / 2 && spaced > levels.length / 2)
    return { type: "text", why: `${different}, most with spaces` };
  return { type: "category", why: different };
};

const numberType = (column: NumberColumn, known: number, missing: number, clues: TypeClues): Decision => {
  const { type, values, name } = column;
  if (type === "boolean") return { type, why: "all values are true or false" };
  if (type === "date") return { type, why: column.why ?? "all values are dates" };
  const { mayBeId = true, mayBeLines = false } = clues;
  if (missing === 0 && known > 1 && values.every((value) => value === values[0]))
    return { type: "constant", why: `${values[0]} in all rows` };
  if (type === "number") return { type, why: "numbers, not all of them whole" };
  if (mayBeId && missing === 0 && known >= fewestForId) {
    if (mayBeLines && values.every((value, row) => value === values[0]! + row))
      return { type: "id", why: "whole numbers that go up by one with each row" };
    if (saysId(name) && new Set(values).size === known)
      return { type: "id", why: "called an id, with another whole number in each row" };
  }
  return { type: "integer", why: "whole numbers" };
};

/** `id`, `customer_id`, `Customer ID`, `customerId`, `Unnamed: 0`, `row_number`; not `paid` or `valid`. */
const saysId = (name: string): boolean =>
  /(^|[^a-z])(id|ids|uuid|guid|key|index|row_?number|row)$/i.test(name) ||
  /[a-z](Id|ID|Key)$/.test(name) ||
  /^(id|unnamed)([^a-z]|$)/i.test(name);
