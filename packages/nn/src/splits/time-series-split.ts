import { withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { inOrder } from "@kaviar/base/random";
import { ModelError } from "../error.ts";
import { options } from "../options.ts";
import { rowCountOf } from "./contract/row-count.ts";
import type { Split } from "./contract/split.ts";

const read = options("timeSeriesSplit", {
  /** How many parts the rows are cut into: each is held back once. */
  folds: whole(2).default(5),
  /** Rows in each validation part; ⌊n / (folds + 1)⌋ unless said. */
  size: whole(1).optional(),
  /** Rows left out between training and validation. */
  gap: whole().default(0),
  /** The most rows to train on: a window that moves along instead of one that grows. */
  window: whole(1).optional(),
});

const checkRows = rowCountOf("timeSeriesSplit");

export type TimeSeriesOptions = OptionsOf<typeof read>;

/**
 * Rows in order of time: each split trains on what came before what it is validated on.
 *
 * ```ts
 * timeSeriesSplit(6, { folds: 2 })     // [0, 1] → [2, 3], then [0, 1, 2, 3] → [4, 5]
 * ```
 */
export const timeSeriesSplit = withCard(
  (n: number, given: TimeSeriesOptions = {}): Split[] => {
    const { folds, size, gap, window } = read(given);
    checkRows(n);
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
  },
  {
    about: {
      name: "Time series split",
      formula: "train on rows 1 … t, validate on t + gap + 1 … t + gap + size, then go on in time",
      use: "rows in order of time: what is to come is never trained on",
      pitfall: "the first splits train on few rows and do worse for that alone",
      reference: "Tashman 2000, rolling origin",
      seeAlso: ["kFold", "holdout"],
    },
  },
);
