import type { AutofitResult } from "../autofit/result.ts";
import { readTarget } from "../pipeline/read-target.ts";
import type { Table } from "../table/table.ts";

/** Rows that the model, or its copies, had not learned from when it said something of them. */
export interface Unseen {
  readonly on: "holdout" | "folds";
  readonly table: Table;
  /** Classes by their number. */
  readonly actual: ArrayLike<number>;
  /** Probabilities row after row, or numbers. */
  readonly said: Float64Array;
}

/** The holdout, or else the rows of the search, each as it was spoken of while held out of its fold. */
export const unseenOf = (
  { holdout, outOfFold, task, classes }: AutofitResult,
  table: Table,
  target: string,
): Unseen | undefined => {
  if (holdout) return { on: "holdout", table: holdout.table, actual: holdout.actual, said: holdout.predicted };
  if (!outOfFold || task === "anomalies") return undefined;
  const read = readTarget(table, { target, task, ...(classes.length === 2 ? { positive: classes[1]! } : {}) });
  const known = read.rows ? table.take(read.rows) : table;
  const actual = read.target.task === "classes" ? read.target.codes : read.target.values;
  const width = Math.max(classes.length, 1);
  // Of a table that was too long, the search has seen some rows only: which, nobody kept.
  if (outOfFold.length !== actual.length * width) return undefined;
  const rows = Array.from(actual, (_, row) => row).filter((row) => !Number.isNaN(outOfFold[row * width]!));
  if (rows.length === 0) return undefined;
  const said = new Float64Array(rows.length * width);
  for (const [i, row] of rows.entries()) said.set(outOfFold.subarray(row * width, (row + 1) * width), i * width);
  return { on: "folds", table: known.take(rows), actual: Float64Array.from(rows, (row) => actual[row]!), said };
};
