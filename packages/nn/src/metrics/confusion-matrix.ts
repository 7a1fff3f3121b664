import { withCard } from "@kaviar/base/card";
import { anything, finite, type OptionsOf, oneOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import { confusionOf } from "./contract/confusion.ts";
import type { Scores } from "./contract/metric.ts";

const read = options("confusionMatrix", {
  /** A row is of class 1 where its score is above this; 0.5 for probabilities. */
  threshold: finite.optional(),
  /** Shares of each actual class (recall on the diagonal), of each predicted class (precision), or of all rows. */
  normalize: oneOf("actual", "predicted", "all").optional(),
  /** What each row counts. */
  weights: anything<ArrayLike<number>>().optional(),
});

export type ConfusionMatrixOptions = OptionsOf<typeof read>;

/**
 * How often each class was taken for which: a row for each actual class, a column for each predicted one.
 *
 * ```ts
 * confusionMatrix([0, 1, 1, 2], [0, 1, 2, 2])             // [[1, 0, 0], [0, 1, 0], [0, 1, 1]]
 * ```
 * Normalized, a class without rows is a row of 0. There are at least two classes.
 */
export const confusionMatrix = withCard(
  function confusionMatrix(prediction: Scores, target: Scores, given: ConfusionMatrixOptions = {}): number[][] {
    const { normalize, weights, ...threshold } = read(given);
    const confusion = confusionOf("confusionMatrix", prediction, target, weights, threshold);
    const { classes, counts, actual, predicted, total } = confusion;
    const size = (a: number, p: number) =>
      normalize === "actual" ? actual[a]! : normalize === "predicted" ? predicted[p]! : normalize === "all" ? total : 1;
    return Array.from({ length: classes }, (_, a) =>
      Array.from({ length: classes }, (_, p) => {
        const count = counts[a * classes + p]!;
        return count === 0 ? 0 : count / size(a, p);
      }),
    );
  },
  {
    about: {
      name: "Confusion matrix",
      formula: "Cₐₚ = Σᵢ wᵢ [yᵢ = a][ŷᵢ = p]",
      use: "to see which classes are taken for which",
      pitfall: "some texts have predictions along the rows: here rows are what is true",
      reference: "Kohavi & Provost 1998",
      seeAlso: ["precision", "recall", "matthewsCorrelation"],
    },
  },
);
