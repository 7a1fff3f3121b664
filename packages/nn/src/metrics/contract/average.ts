import { ModelError } from "../../error.ts";
import type { Confusion } from "./confusion.ts";
import type { ThresholdOptions } from "./labels.ts";

/**
 * How the classes' scores become one: class 1 alone (`binary`), all alike (`macro`), from counts over all classes
 * (`micro`), or by how many rows each class has (`weighted`).
 */
export type Average = "binary" | "macro" | "micro" | "weighted";

export interface AverageOptions extends ThresholdOptions {
  /** `binary` where there are two classes, else `macro`. */
  readonly average?: Average;
}

/** Rows of a class that were found, rows that were taken for it, rows it has. */
export interface Counts {
  readonly right: number;
  readonly predicted: number;
  readonly actual: number;
}

const averages: readonly Average[] = ["binary", "macro", "micro", "weighted"];

export const checkAverage = (metric: string, average: Average | undefined): void => {
  if (average === undefined || averages.includes(average)) return;
  throw new ModelError("options", `${metric} averages by ${averages.join(", ")}: got ${JSON.stringify(average)}.`);
};

/** 0/0 is 0: a class that is never predicted has precision 0. */
export const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

const sum = (numbers: Iterable<number>): number => {
  let total = 0;
  for (const each of numbers) total += each;
  return total;
};

export const averaged = (
  metric: string,
  confusion: Confusion,
  average: Average | undefined,
  score: (counts: Counts) => number,
): number => {
  const { classes, right, predicted, actual, present } = confusion;
  const of = (c: number) => score({ right: right[c]!, predicted: predicted[c]!, actual: actual[c]! });
  switch (average ?? (classes === 2 ? "binary" : "macro")) {
    case "binary":
      if (classes === 2) return of(1);
      throw new ModelError("options", `${metric} with average "binary" needs two classes: got ${classes}.`, {
        remedy: `Say ${metric}.with({ average: "macro" }).`,
      });
    case "macro":
      return sum(present.map(of)) / present.length;
    case "micro":
      return score({ right: sum(right), predicted: sum(predicted), actual: sum(actual) });
    case "weighted":
      return ratio(sum(present.map((c) => of(c) * actual[c]!)), sum(actual));
  }
};
