import type { Training } from "../contract/training.ts";
import { missingIn } from "../table/column.ts";

/** What a search knows of a table before it begins. */
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
  readonly freeTexts: number;
  readonly dates: number;
  /** Columns that miss values. */
  readonly missing: number;
  /** Levels of the categories, together: what one-hot encoding would make of them, at twenty a column at most. */
  readonly width: number;
}

export const factsOf = ({ table, target }: Training): Facts => {
  const texts = table.data.filter((column) => column.kind === "texts");
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
    categories: texts.filter(({ type }) => type !== "text").map(({ name }) => name),
    freeTexts: texts.filter(({ type }) => type === "text").length,
    dates: table.data.filter(({ type }) => type === "date").length,
    missing: table.data.filter((column) => missingIn(column) > 0).length,
    width: made.reduce((sum, own) => sum + own, 0),
  };
};

const countsOf = (codes: Int32Array, classes: number): number[] => {
  const counts = new Array<number>(classes).fill(0);
  for (const code of codes) counts[code]!++;
  return counts;
};
