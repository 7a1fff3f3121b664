import { confusionOf } from "./contract/confusion.ts";
import { adjustable, createMetric } from "./contract/create-metric.ts";
import { thresholded } from "./contract/labels.ts";

/**
 * The mean of each class's recall, over the classes that there are.
 *
 * ```ts
 * balancedAccuracy([0, 0, 0, 0], [0, 0, 0, 1])            // 0.5
 * ```
 */
export const balancedAccuracy = adjustable(thresholded("balancedAccuracy"), (options) =>
  createMetric(
    "balancedAccuracy",
    "higher",
    {
      name: "Balanced accuracy",
      formula: "1/C · Σ_c TP_c / (TP_c + FN_c)",
      range: "[0, 1]",
      use: "classes of unequal size that matter alike",
      pitfall: "a class of three rows weighs as much as one of three thousand, and is as uncertain as three rows are",
      reference: "Brodersen et al. 2010",
      seeAlso: ["accuracy", "recall", "matthewsCorrelation"],
    },
    (prediction, target, weights) => {
      const { right, actual } = confusionOf("balancedAccuracy", prediction, target, weights, options);
      const recalls = Array.from(right, (count, c) => count / actual[c]!).filter((_, c) => actual[c]! > 0);
      return recalls.reduce((sum, each) => sum + each, 0) / recalls.length;
    },
    [0, 1],
  ),
);
