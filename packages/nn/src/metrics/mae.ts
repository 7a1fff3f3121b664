import { columnMean, columnsOf, meanOverColumns } from "./contract/columns.ts";
import { createMetric } from "./contract/create-metric.ts";

/**
 * The mean absolute error.
 *
 * ```ts
 * mae([2, 4], [1, 6])                                     // 1.5
 * ```
 */
export const mae = createMetric(
  "mae",
  "lower",
  {
    name: "MAE",
    formula: "Σ wᵢ |ŷᵢ − yᵢ| / Σ wᵢ",
    range: "[0, ∞)",
    use: "regression with outliers; best for a model of medians",
    pitfall: "a model that ignores a rare peak may still look good",
    reference: "Laplace 1774",
    seeAlso: ["rmse", "medianAbsoluteError", "mape"],
  },
  (prediction, target, weights) => {
    const all = columnsOf("mae", prediction, target, weights);
    return meanOverColumns(all, (c) => columnMean(all, c, (p, y) => Math.abs(p - y)));
  },
  [0, Infinity],
);
