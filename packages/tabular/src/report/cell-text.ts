import { formatNumber } from "@kaviar/base/text";
import type { Cell } from "../table/column.ts";
import { shownWords } from "./shown-words.ts";

const longest = 80;

/** A value as a reader sees it; nothing where it is missing. */
export const cellText = (cell: Cell): string => {
  if (cell === null) return "";
  if (cell instanceof Date)
    return Number.isNaN(cell.getTime()) ? "" : cell.toISOString().replace(/T00:00:00\.000Z$/, "");
  return typeof cell === "number" ? formatNumber(cell) : shownWords(String(cell), longest);
};
