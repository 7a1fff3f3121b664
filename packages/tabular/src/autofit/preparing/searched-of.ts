import { split } from "../../evaluation/split.ts";
import { readTarget } from "../../pipeline/read-target.ts";
import { type ColumnData, cellOf } from "../../table/column.ts";
import { stack } from "../../table/stack.ts";
import type { Table } from "../../table/table.ts";

/** Cells that a search of a minute looks at, and the fewest rows: of longer tables it looks at some rows. */
const cellsInMinute = 1_500_000;
const leastRows = 5_000;

/** Rows of each class that are always among them, where there are so many: a model has to know every class. */
const leastOfClass = 10;

type Dealing = NonNullable<Parameters<typeof split>[1]> & { readonly target: string };

/** How many rows a search of so much time looks at. */
export const rowsFor = ({ rows, columns }: Table, milliseconds: number | undefined): number =>
  milliseconds === undefined
    ? rows
    : Math.min(rows, Math.max(leastRows, Math.floor((cellsInMinute * (milliseconds / 60_000)) / columns.length)));

/** Rows to search on. */
interface Searched {
  readonly table: Table;
  /** How many of them `split` has drawn, where those are all. */
  readonly drawn: number | undefined;
}

/** So many rows of a table, and a few more where of a class there were hardly any. */
export const searchedOf = (all: Table, dealing: Dealing, most: number): Searched => {
  if (most >= all.rows) return { table: all, drawn: undefined };
  const drawn = split(all, { ...dealing, test: most }).test;
  const { target, task } = dealing;
  if (readTarget(all, { target, task }).target.task !== "classes") return { table: drawn, drawn: most };
  const counts = new Map<unknown, number>();
  const own = drawn.column(target).data;
  for (let row = 0; row < drawn.rows; row++) counts.set(labelOf(own, row), (counts.get(labelOf(own, row)) ?? 0) + 1);
  const isRare = (label: unknown) => (counts.get(label) ?? 0) < leastOfClass;
  const whole = all.column(target).data;
  const taken = new Map<unknown, number>();
  const rare: number[] = [];
  for (let row = 0; row < all.rows; row++) {
    const label = labelOf(whole, row);
    const before = taken.get(label) ?? 0;
    if (!isRare(label) || before === leastOfClass) continue;
    taken.set(label, before + 1);
    rare.push(row);
  }
  if (rare.length === 0) return { table: drawn, drawn: most };
  const common = Array.from({ length: drawn.rows }, (_, row) => row).filter((row) => !isRare(labelOf(own, row)));
  return { table: stack(drawn.take(common), all.take(rare)), drawn: undefined };
};

const labelOf = (column: ColumnData, row: number): unknown => {
  const cell = cellOf(column, row);
  return cell instanceof Date ? cell.getTime() : cell;
};
