import { adjustable, createMetric } from "./contract/create-metric.ts";
import { labelled, thresholded } from "./contract/labels.ts";
import { totalOf } from "./contract/weights.ts";

/**
 * The share of rows whose class is right.
 *
 * ```ts
 * accuracy([[0.7, 0.3], [0.4, 0.6]], [0, 0])              // 0.5
 * accuracy.with({ threshold: 0.8 })([0.7, 0.9], [0, 1])   // 1
 * ```
 * Of equal scores the first class wins; one column is of class 1 above the threshold.
 */
export const accuracy = adjustable(thresholded("accuracy"), (options) =>
  createMetric(
    "accuracy",
    "higher",
    {
      name: "Accuracy",
      formula: "Σᵢ wᵢ [ŷᵢ = yᵢ] / Σᵢ wᵢ",
      range: "[0, 1]",
      use: "classes of about equal size and equal importance",
      pitfall: "with 99 % in one class, always answering that class scores 0.99",
      reference: "Sokolova & Lapalme 2009",
      seeAlso: ["balancedAccuracy", "f1", "matthewsCorrelation"],
    },
    (prediction, target, given) => {
      const { predicted, actual, weights } = labelled("accuracy", prediction, target, given, options);
      let right = 0;
      for (let i = 0; i < actual.length; i++) if (predicted[i] === actual[i]) right += weights ? weights[i]! : 1;
      return right / totalOf(weights, actual.length);
    },
    [0, 1],
  ),
);
