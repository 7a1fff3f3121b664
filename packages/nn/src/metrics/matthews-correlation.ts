import { confusionOf } from "./contract/confusion.ts";
import { adjustable, createMetric } from "./contract/create-metric.ts";
import { thresholded } from "./contract/labels.ts";

/**
 * The correlation of what is predicted with what is true; for any number of classes.
 *
 * ```ts
 * matthewsCorrelation([1, 1, 0, 0], [1, 1, 0, 0])         // 1
 * ```
 * 0 where all predictions, or all targets, are of one class.
 */
export const matthewsCorrelation = adjustable(thresholded("matthewsCorrelation"), (options) =>
  createMetric(
    "matthewsCorrelation",
    "higher",
    {
      name: "Matthews correlation coefficient",
      formula: "(s·c − Σ pₖtₖ) / √((s² − Σ pₖ²)(s² − Σ tₖ²))",
      range: "[−1, 1]",
      use: "one number for two classes of unequal size: all four cells of the confusion matrix count",
      pitfall: "harder to explain than a share of rows",
      reference: "Matthews 1975; Gorodkin 2004",
      seeAlso: ["f1", "cohenKappa", "balancedAccuracy"],
    },
    (prediction, target, weights) => {
      const { actual, predicted, right, total } = confusionOf(
        "matthewsCorrelation",
        prediction,
        target,
        weights,
        options,
      );
      const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, each, k) => sum + each * b[k]!, 0);
      const correct = right.reduce((sum, each) => sum + each, 0);
      const size = (total ** 2 - dot(predicted, predicted)) * (total ** 2 - dot(actual, actual));
      return size > 0 ? (correct * total - dot(predicted, actual)) / Math.sqrt(size) : 0;
    },
    [-1, 1],
  ),
);
