import { TableError } from "../error.ts";
import { areFinite } from "../table/are-finite.ts";
import { type ColumnData, missingIn, type NumberColumn } from "../table/column.ts";
import type { Table } from "../table/table.ts";

interface Found {
  readonly column: string;
  readonly row: number;
  readonly value: number;
}

const find = (columns: readonly NumberColumn[], is: (value: number) => boolean): Found | undefined => {
  for (const { name, values } of columns) {
    const row = values.findIndex(is);
    if (row >= 0) return { column: name, row, value: values[row]! };
  }
  return undefined;
};

const numbersIn = (columns: readonly ColumnData[]): readonly NumberColumn[] =>
  columns.filter((column) => column.kind === "numbers");

const isInfinite = (value: number): boolean => value === Infinity || value === -Infinity;

/** What a step makes of numbers is numbers: not what comes of sums and squares that overflow. */
export const checkMade = (owner: string, before: Table, after: Table): void => {
  const known = new Set(before.data);
  const odd = numbersIn(after.data).filter((column) => !known.has(column) && !areFinite(column.values));
  if (odd.length === 0) return;
  const infinite = find(odd, isInfinite);
  if (infinite && !find(numbersIn(before.data), isInfinite)) throw overflowed(owner, infinite);
  const none = find(odd, Number.isNaN);
  if (none && before.data.every((column) => missingIn(column) === 0)) throw overflowed(owner, none);
};

const overflowed = (owner: string, { column, row, value }: Found): TableError =>
  new TableError("data", `A step makes numbers of numbers: ${owner} made ${value} in \`${column}\` at row ${row}.`, {
    remedy:
      "Numbers as large as 1e150 overflow in sums and squares: divide such columns first, or put quantile() before it.",
  });
