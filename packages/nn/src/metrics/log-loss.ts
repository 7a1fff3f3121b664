import { createMetric } from "./contract/create-metric.ts";
import { probabilities } from "./contract/probabilities.ts";
import { totalOf } from "./contract/weights.ts";

/**
 * The mean of −log of the probability that was given to what came true.
 *
 * ```ts
 * logLoss([0.9, 0.2], [1, 0])                             // 0.1643
 * ```
 * A probability of 0 counts as the smallest step of its numbers (2⁻²³ for float32), so the answer stays finite.
 */
export const logLoss = createMetric(
  "logLoss",
  "lower",
  {
    name: "Log loss",
    formula: "−Σᵢ wᵢ Σ_c yᵢ_c log pᵢ_c / Σᵢ wᵢ",
    range: "[0, ∞), log C is chance",
    use: "probabilities that must be right, not only their order",
    pitfall: "one confident mistake outweighs hundreds of good rows",
    reference: "Good 1952",
    seeAlso: ["brier", "calibration", "rocAuc"],
  },
  (prediction, target, given) => {
    const { rows, classes, weights, epsilon, at, target: goal } = probabilities("logLoss", prediction, target, given);
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const weight = weights ? weights[row]! : 1;
      for (let c = 0; c < classes; c++) {
        const share = goal(row, c);
        if (share !== 0) sum -= weight * share * Math.log(Math.min(Math.max(at(row, c), epsilon), 1 - epsilon));
      }
    }
    return sum / totalOf(weights, rows);
  },
  [0, Infinity],
);
