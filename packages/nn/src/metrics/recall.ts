import { averaged, averagedOverClasses, ratio } from "./contract/average.ts";
import { confusionOf } from "./contract/confusion.ts";
import { adjustable, createMetric } from "./contract/create-metric.ts";

/**
 * Of the rows of a class, the share that was found.
 *
 * ```ts
 * recall([0.9, 0.8, 0.1], [1, 0, 1])                      // 0.5
 * ```
 * Of class 1 where there are two classes, else the mean over classes; 0 for a class that no row has.
 */
export const recall = adjustable(averagedOverClasses("recall"), ({ average, ...options }) => {
  return createMetric(
    "recall",
    "higher",
    {
      name: "Recall (sensitivity)",
      formula: "TP / (TP + FN)",
      range: "[0, 1]",
      use: "when a missed case is what costs",
      pitfall: "perfect for a model that always says yes: look at precision too",
      reference: "van Rijsbergen 1979",
      seeAlso: ["precision", "f1", "balancedAccuracy"],
    },
    (prediction, target, weights) =>
      averaged("recall", confusionOf("recall", prediction, target, weights, options), average, ({ right, actual }) =>
        ratio(right, actual),
      ),
    [0, 1],
  );
});
