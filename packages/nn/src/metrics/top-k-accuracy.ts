import { type Card, withCard } from "@kaviar/base/card";
import { type OptionsOf, whole } from "@kaviar/base/check";
import { ModelError } from "../error.ts";
import { options } from "../options.ts";
import { createMetric } from "./contract/create-metric.ts";
import { scored } from "./contract/labels.ts";
import { totalOf } from "./contract/weights.ts";

const read = options("topKAccuracy", {
  /** How many answers are allowed. */
  k: whole(1).default(5),
});

export type TopKOptions = OptionsOf<typeof read>;

const about: Card = {
  name: "Top-k accuracy",
  formula: "Σᵢ wᵢ [yᵢ among the k largest ŷᵢ] / Σᵢ wᵢ",
  range: "[0, 1]",
  use: "many classes that look alike, or where several answers are shown",
  pitfall: "k near the number of classes is always right",
  reference: "Russakovsky et al. 2015",
  seeAlso: ["accuracy"],
};

/**
 * The share of rows whose class is among the k with the largest scores: `topKAccuracy({ k: 5 })`.
 *
 * Of equal scores those of the first classes come first, as in `accuracy`.
 */
export const topKAccuracy = withCard(
  (given: TopKOptions = {}) => {
    const { k } = read(given);
    return createMetric(
      `top${k}Accuracy`,
      "higher",
      about,
      (prediction, target, given) => {
        const { scores, columns, rows, actual, weights } = scored("topKAccuracy", prediction, target, given);
        if (columns < 2) {
          throw new ModelError("shape", `topKAccuracy needs a score for each class, [N, C]: got ${columns} a row.`);
        }
        let right = 0;
        for (let i = 0; i < rows; i++) {
          const at = i * columns;
          const own = scores[at + actual[i]!]!;
          let before = 0;
          for (let c = 0; c < columns; c++) {
            const score = scores[at + c]!;
            if (score > own || (score === own && c < actual[i]!)) before++;
          }
          if (before < k) right += weights ? weights[i]! : 1;
        }
        return right / totalOf(weights, rows);
      },
      [0, 1],
    );
  },
  { about },
);
