import { columnsOf } from "./contract/columns.ts";
import { createMetric } from "./contract/create-metric.ts";

/**
 * The largest error of all.
 *
 * ```ts
 * maxError([3, 2, 7, 1], [4, 2, 7, 1])                    // 1
 * ```
 * Rows of weight 0 do not count; otherwise weights change nothing.
 */
export const maxError = createMetric(
  "maxError",
  "lower",
  {
    name: "Max error",
    formula: "max |ŷᵢ − yᵢ|",
    range: "[0, ∞)",
    use: "a bound that must hold for every row",
    pitfall: "one row decides: it grows with the number of rows",
    reference: "Chebyshev 1854",
    seeAlso: ["mae", "medianAbsoluteError"],
  },
  (prediction, target, given) => {
    const { rows, columns, predicted, actual, weights } = columnsOf("maxError", prediction, target, given);
    let largest = 0;
    for (let i = 0; i < rows * columns; i++) {
      if (weights && weights[Math.floor(i / columns)] === 0) continue;
      largest = Math.max(largest, Math.abs(predicted[i]! - actual[i]!));
    }
    return largest;
  },
  [0, Infinity],
);
