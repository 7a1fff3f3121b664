import { columnMean, columnsOf, meanOverColumns } from "./contract/columns.ts";
import { createMetric } from "./contract/create-metric.ts";

/**
 * The mean error as a share of the target: 0.1 is 10 %.
 *
 * ```ts
 * mape([110, 45], [100, 50])                              // 0.1
 * ```
 * A target of 0 counts as 2⁻⁵², so it makes the answer huge, not infinite.
 */
export const mape = createMetric(
  "mape",
  "lower",
  {
    name: "MAPE",
    formula: "Σ wᵢ |ŷᵢ − yᵢ| / max(|yᵢ|, 2⁻⁵²) / Σ wᵢ",
    range: "[0, ∞)",
    use: "targets far from 0, to people who think in per cent",
    pitfall: "useless near 0, and favours predictions that are too low",
    reference: "Makridakis 1993",
    seeAlso: ["mae", "msle"],
  },
  (prediction, target, weights) => {
    const all = columnsOf("mape", prediction, target, weights);
    return meanOverColumns(all, (c) =>
      columnMean(all, c, (p, y) => Math.abs(p - y) / Math.max(Math.abs(y), Number.EPSILON)),
    );
  },
  [0, Infinity],
);
