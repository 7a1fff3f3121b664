import { columnMean, columnsOf, meanOverColumns } from "./contract/columns.ts";
import { createMetric } from "./contract/create-metric.ts";

/**
 * The root of the mean squared error, in the units of the target; of several columns, the mean of their roots.
 *
 * ```ts
 * rmse([1, 5], [1, 1])                                    // 2.8284
 * ```
 */
export const rmse = createMetric(
  "rmse",
  "lower",
  {
    name: "RMSE",
    formula: "√(Σ wᵢ (ŷᵢ − yᵢ)² / Σ wᵢ)",
    range: "[0, ∞)",
    use: "mse in units one can read",
    pitfall: "not the typical error: a few outliers lift it far above the median",
    reference: "Gauss 1809",
    seeAlso: ["mse", "mae", "medianAbsoluteError"],
  },
  (prediction, target, weights) => {
    const all = columnsOf("rmse", prediction, target, weights);
    return meanOverColumns(all, (c) => Math.sqrt(columnMean(all, c, (p, y) => (p - y) ** 2)));
  },
  [0, Infinity],
);
