import { columnMean, columnsOf, meanOverColumns } from "./contract/columns.ts";
import { createMetric } from "./contract/create-metric.ts";

/**
 * The share of the target's variance that is explained; of several columns, the mean of theirs.
 *
 * ```ts
 * r2([2.5, 0, 2, 8], [3, -0.5, 2, 7])                     // 0.9486
 * ```
 * NaN where a target does not vary: there is nothing to explain.
 */
export const r2 = createMetric(
  "r2",
  "higher",
  {
    name: "R² (coefficient of determination)",
    formula: "1 − Σ wᵢ (yᵢ − ŷᵢ)² / Σ wᵢ (yᵢ − ȳ)²",
    range: "(−∞, 1], 0 is the mean of the target",
    use: "regression, free of units",
    pitfall: "negative where the mean would do better; grows with the spread of the target alone",
    reference: "Wright 1921",
    seeAlso: ["explainedVariance", "mse"],
  },
  (prediction, target, weights) => {
    const all = columnsOf("r2", prediction, target, weights);
    return meanOverColumns(all, (c) => {
      const mean = columnMean(all, c, (_, y) => y);
      const spread = columnMean(all, c, (_, y) => (y - mean) ** 2);
      return spread === 0 ? Number.NaN : 1 - columnMean(all, c, (p, y) => (p - y) ** 2) / spread;
    });
  },
  [-Infinity, 1],
);
