import { plural } from "@kaviar/base/text";
import { suspectedLeaks } from "../../profile/suspected-leaks.ts";
import type { ColumnData } from "../../table/column.ts";
import type { Table } from "../../table/table.ts";

/** So many rows are looked at at most, and so many cells times classes: a second of work is not worth more. */
const most = { rows: 20_000, looks: 1_500_000 };
const leastRows = 50;

/** What makes a score too good to be true, and values that many models cannot take: a search uses them, and says so. */
export const warningsAbout = (
  table: Table,
  {
    target,
    classes,
    unused,
  }: { readonly target: string; readonly classes: number; readonly unused: readonly string[] },
): readonly string[] => {
  const infinite = table.data.flatMap((column) => (column.name === target ? [] : infiniteIn(column)));
  const looks = Math.floor(most.looks / (table.columns.length * Math.max(classes, 1)));
  const rows = Math.min(table.rows, most.rows, looks);
  if (rows < Math.min(table.rows, leastRows)) return infinite;
  const seen = suspectedLeaks(evenly(table, rows).without(unused), target);
  const leaks = seen.leaks
    .filter(({ code }) => code === "copy-of-target" || code === "predicts-target")
    .map(
      ({ place, evidence }) =>
        `\`${place}\` may know the target: ${evidence} Leave it out if it is not known before the target is.`,
    );
  const split =
    seen.split === undefined
      ? []
      : [
          `\`${seen.split}\` says who split the rows, and is taken for a column like others: search on the one part, and give the other as \`holdout\`.`,
        ];
  return [...leaks, ...split, ...infinite];
};

/** Rows from all over a table: the first ones are often not like the others. */
const evenly = (table: Table, rows: number): Table =>
  rows === table.rows ? table : table.take(Int32Array.from({ length: rows }, (_, i) => (i * table.rows) / rows));

const infiniteIn = (column: ColumnData): readonly string[] => {
  if (column.kind === "texts") return [];
  let count = 0;
  for (const value of column.values) if (value === Infinity || value === -Infinity) count++;
  if (count === 0) return [];
  return [
    `\`${column.name}\` is infinite in ${plural(count, "row")}: boosting and networks take that as it is; for all others it is filled like a missing value.`,
  ];
};
