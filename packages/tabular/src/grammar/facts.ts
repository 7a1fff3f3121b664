import type { Training } from "../contract/training.ts";
import { areFinite } from "../table/are-finite.ts";
import { type ColumnData, missingIn } from "../table/column.ts";
import type { Table } from "../table/table.ts";

/** What a search knows of a table before it begins; and, inside of a pipeline, of the table that comes to a part. */
export interface Facts {
  readonly rows: number;
  readonly columns: number;
  readonly task: "classes" | "numbers";
  /** How many classes; 0 for numbers. */
  readonly classes: number;
  /** Rows of the rarest class; all rows for numbers. */
  readonly rarest: number;
  /** The names of the columns that are categories. */
  readonly categories: readonly string[];
  /** How many levels each of them has; where values are missing, that is one more. */
  readonly levels: readonly number[];
  readonly freeTexts: number;
  readonly dates: number;
  /** Columns that miss values. */
  readonly missing: number;
  /** Columns that are infinite in some rows. */
  readonly infinite: number;
  /**
   * Levels of the categories, together: what one-hot encoding would make of them, at twenty a column at most. Behind the
   * encoding as many as there are columns.
   */
  readonly width: number;
}

/** Of the rows to search on. Whether values are infinite is asked of others beside them too: the model will meet those. */
export const factsOf = ({ table, target }: Training, beside: readonly Table[] = []): Facts => {
  const texts = table.data.filter((column) => column.kind === "texts");
  const categories = texts.filter(({ type }) => type !== "text");
  const counts = target.task === "classes" ? countsOf(target.codes, target.classes.length) : [];
  const made = table.data.map((column) =>
    column.kind === "numbers" ? 1 : Math.min(Math.max(column.levels.length, 1), 20),
  );
  return {
    rows: table.rows,
    columns: table.data.length,
    task: target.task === "classes" ? "classes" : "numbers",
    classes: counts.length,
    rarest: counts.length > 0 ? Math.min(...counts) : table.rows,
    categories: categories.map(({ name }) => name),
    levels: categories.map((column) => column.levels.length + (missingIn(column) > 0 ? 1 : 0)),
    freeTexts: texts.filter(({ type }) => type === "text").length,
    dates: table.data.filter(({ type }) => type === "date").length,
    missing: table.data.filter((column) => missingIn(column) > 0).length,
    infinite: table.columns.filter((name) => [table, ...beside].some((each) => isInfinite(each, name))).length,
    width: made.reduce((sum, own) => sum + own, 0),
  };
};

const isInfinite = (table: Table, name: string): boolean => table.has(name) && hasInfinite(table.column(name).data);

const hasInfinite = (column: ColumnData): boolean =>
  column.kind === "numbers" &&
  !areFinite(column.values) &&
  column.values.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY);

const countsOf = (codes: Int32Array, classes: number): number[] => {
  const counts = new Array<number>(classes).fill(0);
  for (const code of codes) counts[code]!++;
  return counts;
};
