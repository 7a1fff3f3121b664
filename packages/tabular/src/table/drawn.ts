import { cellsOf, cut, table as drawTable, oneLine, plural } from "@kaviar/base/text";
import { type ColumnData, cellOf, isMissing } from "./column.ts";

const shownRows = 20;
const widestCell = 28;
const gap = 2;

/** The first rows of a table in lines no wider than `width`: long cells are cut, columns that do not fit are named. */
export const drawn = (data: readonly ColumnData[], rows: number, width: number): string => {
  const count = Math.min(rows, shownRows);
  const columns = data.map((column) => [
    shownText(column.name),
    column.type,
    ...Array.from({ length: count }, (_, row) => shownCell(column, row)),
  ]);
  const fitting = countFitting(columns, width);
  const shown = columns.slice(0, fitting);
  const titles = shown.map(([title], i) => ({
    title: title!,
    ...(data[i]!.kind === "numbers" ? { align: "right" as const } : {}),
  }));
  const lines = drawTable(
    titles,
    Array.from({ length: count + 1 }, (_, line) => shown.map((cells) => cells[line + 1]!)),
    { width, gap },
  );
  const size = `${plural(rows, "row")} × ${plural(data.length, "column")}`;
  const hidden = columns.slice(fitting).map(([name]) => name);
  return [
    ...lines,
    count < rows ? `${size}, the first ${count} shown` : size,
    ...(hidden.length > 0 ? [cut(`and ${plural(hidden.length, "column")} more: ${hidden.join(", ")}`, width)] : []),
  ].join("\n");
};

const countFitting = (columns: readonly (readonly string[])[], width: number): number => {
  let used = -gap;
  for (const [i, cells] of columns.entries()) {
    used += gap + Math.max(...cells.map(cellsOf));
    if (used > width) return Math.max(i, 1);
  }
  return columns.length;
};

const shownText = (text: string): string => cut(oneLine(text), widestCell);

/** A cell as a terminal shows it. */
const shownCell = (data: ColumnData, row: number): string => {
  if (isMissing(data, row)) return "·";
  const cell = cellOf(data, row);
  if (!(cell instanceof Date)) return shownText(String(cell));
  // A moment further away than a date can hold is shown as its number.
  if (Number.isNaN(cell.getTime())) return data.kind === "numbers" ? String(data.values[row]) : "·";
  return cell.toISOString().replace(/T00:00:00\.000Z$/, "");
};
