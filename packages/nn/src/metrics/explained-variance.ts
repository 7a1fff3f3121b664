import { columnMean, columnsOf, meanOverColumns } from "./contract/columns.ts";
import { createMetric } from "./contract/create-metric.ts";

/**
 * R² that forgives a constant offset: the share of the target's variance that is gone from the errors.
 *
 * ```ts
 * explainedVariance([2, 3, 4], [1, 2, 3])                 // 1
 * ```
 * NaN where a target does not vary.
 */
export const explainedVariance = createMetric(
  "explainedVariance",
  "higher",
  {
    name: "Explained variance",
    formula: "1 − Var(y − ŷ) / Var(y)",
    range: "(−∞, 1]",
    use: "beside r2: the difference is what a constant offset costs",
    pitfall: "perfect for predictions that are all too high by the same amount",
    reference: "Kent 1983",
    seeAlso: ["r2"],
  },
  (prediction, target, weights) => {
    const all = columnsOf("explainedVariance", prediction, target, weights);
    return meanOverColumns(all, (c) => {
      const mean = columnMean(all, c, (_, y) => y);
      const offset = columnMean(all, c, (p, y) => y - p);
      const spread = columnMean(all, c, (_, y) => (y - mean) ** 2);
      return spread === 0 ? Number.NaN : 1 - columnMean(all, c, (p, y) => (y - p - offset) ** 2) / spread;
    });
  },
  [-Infinity, 1],
);
