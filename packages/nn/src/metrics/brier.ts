import { createMetric } from "./contract/create-metric.ts";
import { probabilities } from "./contract/probabilities.ts";
import { totalOf } from "./contract/weights.ts";

/**
 * The mean squared distance of probabilities from what came true; with two classes that of class 1 alone.
 *
 * ```ts
 * brier([0.9, 0.2], [1, 0])                               // 0.025
 * ```
 */
export const brier = createMetric(
  "brier",
  "lower",
  {
    name: "Brier score",
    formula: "Σᵢ wᵢ (pᵢ − yᵢ)² / Σᵢ wᵢ; summed over classes where there are three or more",
    range: "[0, 1], [0, 2] for three or more classes",
    use: "probabilities that must be right, with a bound on what one mistake costs",
    pitfall: "Brier's own form sums over both classes: twice this number where there are two",
    reference: "Brier 1950",
    seeAlso: ["logLoss", "calibration"],
  },
  (prediction, target, given) => {
    const { rows, classes, weights, at, target: goal } = probabilities("brier", prediction, target, given);
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const weight = weights ? weights[row]! : 1;
      for (let c = classes === 2 ? 1 : 0; c < classes; c++) sum += weight * (at(row, c) - goal(row, c)) ** 2;
    }
    return sum / totalOf(weights, rows);
  },
  [0, 2],
);
