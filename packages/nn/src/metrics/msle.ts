import { ModelError } from "../error.ts";
import { columnMean, columnsOf, meanOverColumns } from "./contract/columns.ts";
import { createMetric } from "./contract/create-metric.ts";

/**
 * The mean squared error of log(1 + value).
 *
 * ```ts
 * msle([2.5, 5, 4, 8], [3, 5, 2.5, 7])                    // 0.0397
 * ```
 * Values must be above −1.
 */
export const msle = createMetric(
  "msle",
  "lower",
  {
    name: "MSLE",
    formula: "Σ wᵢ (log(1 + ŷᵢ) − log(1 + yᵢ))² / Σ wᵢ",
    range: "[0, ∞)",
    use: "counts and prices over several orders of magnitude",
    pitfall: "too low costs more than too high by as much",
    reference: "Hyndman & Koehler 2006",
    seeAlso: ["mse", "mape", "meanSquaredLogarithmicError"],
  },
  (prediction, target, weights) => {
    const all = columnsOf("msle", prediction, target, weights);
    for (const [what, data] of [
      ["predictions", all.predicted],
      ["targets", all.actual],
    ] as const) {
      const low = data.findIndex((value) => value <= -1);
      if (low < 0) continue;
      throw new ModelError(
        "data",
        `msle needs ${what} above −1: got ${data[low]} at row ${Math.floor(low / all.columns)}.`,
        { remedy: "Use mse or mae for numbers of either sign." },
      );
    }
    return meanOverColumns(all, (c) => columnMean(all, c, (p, y) => (Math.log1p(p) - Math.log1p(y)) ** 2));
  },
  [0, Infinity],
);
