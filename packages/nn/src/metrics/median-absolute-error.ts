import { columnsOf, meanOverColumns } from "./contract/columns.ts";
import { createMetric } from "./contract/create-metric.ts";
import { fallingOrder } from "./contract/order.ts";

/** Where half of the weight is reached, from either end: between two values, their mean. */
const weightedMedian = (values: Float64Array, weights: Float64Array | undefined, total: number): number => {
  const order = fallingOrder(values);
  const from = (rows: Iterable<number>): number => {
    let reached = 0;
    let last = 0;
    for (const row of rows) {
      const weight = weights ? weights[row]! : 1;
      if (weight === 0) continue;
      reached += weight;
      last = values[row]!;
      if (reached >= total / 2) break;
    }
    return last;
  };
  return (from(order) + from(order.toReversed())) / 2;
};

/**
 * The error that half of the rows stay below.
 *
 * ```ts
 * medianAbsoluteError([1, 2, 100], [1, 3, 3])             // 1
 * ```
 */
export const medianAbsoluteError = createMetric(
  "medianAbsoluteError",
  "lower",
  {
    name: "Median absolute error",
    formula: "median |ŷᵢ − yᵢ|",
    range: "[0, ∞)",
    use: "the typical error: outliers do not move it",
    pitfall: "blind to the worse half of the rows",
    reference: "Hampel 1974",
    seeAlso: ["mae", "maxError"],
  },
  (prediction, target, given) => {
    const all = columnsOf("medianAbsoluteError", prediction, target, given);
    const { rows, columns, predicted, actual, weights, total } = all;
    return meanOverColumns(all, (c) => {
      const errors = new Float64Array(rows);
      for (let row = 0; row < rows; row++) {
        errors[row] = Math.abs(predicted[row * columns + c]! - actual[row * columns + c]!);
      }
      return weightedMedian(errors, weights, total);
    });
  },
  [0, Infinity],
);
