import { averaged, averagedOverClasses, ratio } from "./contract/average.ts";
import { confusionOf } from "./contract/confusion.ts";
import { adjustable, createMetric } from "./contract/create-metric.ts";

/**
 * What prediction and truth share, of what either of them covers; for segmentation, over all pixels.
 *
 * ```ts
 * intersectionOverUnion([1, 1, 0, 0], [1, 0, 0, 1])       // 1/3
 * ```
 * Of class 1 where there are two classes, else the mean over the classes that occur. Classes are the last axis: [N, H, W, C].
 */
export const intersectionOverUnion = adjustable(
  averagedOverClasses("intersectionOverUnion"),
  ({ average, ...options }) => {
    return createMetric(
      "intersectionOverUnion",
      "higher",
      {
        name: "Intersection over union (Jaccard)",
        formula: "TP / (TP + FP + FN)",
        range: "[0, 1]",
        use: "segmentation: a large background does not help",
        pitfall: "thin objects score low for an error of one pixel",
        reference: "Jaccard 1901",
        seeAlso: ["f1", "accuracy"],
      },
      (prediction, target, weights) =>
        averaged(
          "intersectionOverUnion",
          confusionOf("intersectionOverUnion", prediction, target, weights, options),
          average,
          ({ right, predicted, actual }) => ratio(right, predicted + actual - right),
        ),
      [0, 1],
    );
  },
);
