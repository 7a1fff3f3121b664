import { TableError } from "../error.ts";

/** What is learned: a class, a number, or nothing: what is usual. */
export type Task = "classes" | "numbers" | "anomalies";

/** A class as it stood in the table. */
export type Label = string | number | boolean;

/** A class for each row, by its number among the classes. */
export interface ClassTarget {
  readonly task: "classes";
  readonly classes: readonly Label[];
  readonly codes: Int32Array;
}

export interface NumberTarget {
  readonly task: "numbers";
  readonly values: Float64Array;
}

interface NoTarget {
  readonly task: "anomalies";
}

export type Target = ClassTarget | NumberTarget | NoTarget;

/** Some rows of a target, in the given order. */
export const takeTarget = (target: Target, rows: ArrayLike<number>): Target => {
  switch (target.task) {
    case "classes":
      return { ...target, codes: Int32Array.from(rows, (row) => target.codes[row]!) };
    case "numbers":
      return { ...target, values: Float64Array.from(rows, (row) => target.values[row]!) };
    case "anomalies":
      return target;
  }
};

/** The target as numbers: of classes their numbers. */
export const targetNumbers = (owner: string, target: Target): ArrayLike<number> => {
  if (target.task === "anomalies") throw withoutTarget(owner);
  return target.task === "classes" ? target.codes : target.values;
};

export const withoutTarget = (owner: string): TableError =>
  new TableError("target", `${owner} learns from a target: none was given.`, {
    remedy: 'Name its column: fit(table, { target: "churned" }).',
  });
