import { checkOption } from "../check-option.ts";
import { ModelError } from "../error.ts";
import { checkFolds } from "./k-fold.ts";
import { inOrder } from "./random.ts";
import type { Split } from "./split.ts";

export interface TimeSeriesOptions {
  readonly folds?: number;
  /** Rows in each validation part; ⌊n / (folds + 1)⌋ unless said. */
  readonly size?: number;
  /** Rows left out between training and validation. */
  readonly gap?: number;
  /** The most rows to train on: a window that moves along instead of one that grows. */
  readonly window?: number;
}

/**
 * Rows in order of time: each split trains on what came before what it is validated on.
 *
 * ```ts
 * timeSeriesSplit(6, { folds: 2 })     // [0, 1] → [2, 3], then [0, 1, 2, 3] → [4, 5]
 * ```
 */
export const timeSeriesSplit = (n: number, { folds = 5, size, gap = 0, window }: TimeSeriesOptions = {}): Split[] => {
  checkFolds("timeSeriesSplit", folds);
  checkOption("timeSeriesSplit", "a whole gap ≥ 0", gap, Number.isInteger(gap) && gap >= 0);
  const held = size ?? Math.floor(n / (folds + 1));
  const rows = inOrder(n);
  const first = n - folds * held;
  if (!(held >= 1 && first - gap >= 1)) {
    throw new ModelError(
      "data",
      `timeSeriesSplit needs rows to train on before the first validation part: ${n} rows are too few for ${folds} parts of ${held} and a gap of ${gap}.`,
      { remedy: "Use fewer folds, or smaller ones." },
    );
  }
  return Array.from({ length: folds }, (_, fold) => {
    const start = first + fold * held;
    const end = start - gap;
    return {
      training: rows.slice(window === undefined ? 0 : Math.max(0, end - window), end),
      validation: rows.slice(start, start + held),
    };
  });
};
