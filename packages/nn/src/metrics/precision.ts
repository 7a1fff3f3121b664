import { averaged, averagedOverClasses, ratio } from "./contract/average.ts";
import { confusionOf } from "./contract/confusion.ts";
import { adjustable, createMetric } from "./contract/create-metric.ts";

/**
 * Of the rows that were taken for a class, the share that is of it.
 *
 * ```ts
 * precision([0.9, 0.8, 0.1], [1, 0, 0])                   // 0.5
 * precision.with({ average: "macro" })
 * ```
 * Of class 1 where there are two classes, else the mean over classes; 0 for a class that is never predicted.
 */
export const precision = adjustable(averagedOverClasses("precision"), ({ average, ...options }) => {
  return createMetric(
    "precision",
    "higher",
    {
      name: "Precision",
      formula: "TP / (TP + FP)",
      range: "[0, 1]",
      use: "when a false alarm is what costs",
      pitfall: "perfect for a model that answers once and is sure: look at recall too",
      reference: "van Rijsbergen 1979",
      seeAlso: ["recall", "f1", "prAuc"],
    },
    (prediction, target, weights) =>
      averaged(
        "precision",
        confusionOf("precision", prediction, target, weights, options),
        average,
        ({ right, predicted }) => ratio(right, predicted),
      ),
    [0, 1],
  );
});
