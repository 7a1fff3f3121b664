import { finite, type OptionsOf, oneOf } from "@kaviar/base/check";
import { ModelError } from "../../error.ts";
import { options } from "../../options.ts";
import type { Confusion } from "./confusion.ts";

/**
 * How the classes' scores become one: class 1 alone (`binary`), all alike (`macro`), from counts over all classes
 * (`micro`), or by how many rows each class has (`weighted`).
 */
export type Average = "binary" | "macro" | "micro" | "weighted";

/** The options of a metric of classes that is computed for each class. */
export const averagedOverClasses = (metric: string) =>
  options(metric, {
    /** A row is of class 1 where its score is above this; 0.5 for probabilities. */
    threshold: finite.optional(),
    /** How the classes' scores become one: `binary` where there are two classes unless said, else `macro`. */
    average: oneOf("binary", "macro", "micro", "weighted").optional(),
  });

export type AverageOptions = OptionsOf<ReturnType<typeof averagedOverClasses>>;

/** Rows of a class that were found, rows that were taken for it, rows it has. */
export interface Counts {
  readonly right: number;
  readonly predicted: number;
  readonly actual: number;
}

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
