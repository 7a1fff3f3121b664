import { columnMean, columnsOf, meanOverColumns } from "./contract/columns.ts";
import { createMetric } from "./contract/create-metric.ts";

/**
 * The mean squared error.
 *
 * ```ts
 * mse([2, 4], [1, 6])                                     // 2.5
 * ```
 */
export const mse = createMetric(
  "mse",
  "lower",
  {
    name: "MSE",
    formula: "Σ wᵢ (ŷᵢ − yᵢ)² / Σ wᵢ",
    range: "[0, ∞)",
    use: "regression where large errors are worst",
    pitfall: "in squared units, and ruled by outliers",
    reference: "Gauss 1809",
    seeAlso: ["rmse", "mae", "r2"],
  },
  (prediction, target, weights) => {
    const all = columnsOf("mse", prediction, target, weights);
    return meanOverColumns(all, (c) => columnMean(all, c, (p, y) => (p - y) ** 2));
  },
  [0, Infinity],
);
