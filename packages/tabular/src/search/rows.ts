import type { Split } from "@kaviar/nn";
import { type Training, takeTraining } from "../contract/training.ts";
import type { Table } from "../table/table.ts";

/** Rows to fit to, rows held out, and what tells them from others. */
export interface Rows {
  readonly seen: Training;
  readonly held: Table;
  readonly name: string;
}

/** The rows of folds: taken when the first pipeline comes to them, for of many columns that takes its time. */
export const rowsOfFolds = (training: Training, splits: readonly Split[]): ((fold: number) => Rows) => {
  const folds: Rows[] = [];
  return (fold) => {
    const { training: rows, validation } = splits[fold]!;
    folds[fold] ??= { seen: takeTraining(training, rows), held: training.table.take(validation), name: `fold ${fold}` };
    return folds[fold];
  };
};
