import { createMetric } from "./contract/create-metric.ts";
import { meanOf, type Ranking, rankings } from "./contract/ranking.ts";

/** The share of pairs (one inside, one outside of the class) in the right order; ties count half. */
const area = ({ walk, inside, outside }: Ranking): number => {
  let found = 0;
  let ordered = 0;
  walk((within, without) => {
    ordered += without * (found + within / 2);
    found += within;
  });
  return ordered / (inside * outside);
};

/**
 * The chance that a row of class 1 is scored above one of class 0: the area under the ROC curve. Several classes: each
 * against the rest, then the mean.
 *
 * ```ts
 * rocAuc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])             // 0.75
 * ```
 * NaN where a class has no row, or all of them: there is no pair to compare.
 */
export const rocAuc = createMetric(
  "rocAuc",
  "higher",
  {
    name: "ROC-AUC",
    formula: "P(ŷ⁺ > ŷ⁻) + ½·P(ŷ⁺ = ŷ⁻)",
    range: "[0, 1], 0.5 is chance",
    use: "how well scores order the rows, whatever the threshold",
    pitfall: "flatters where class 1 is rare: look at prAuc too; undefined (NaN) with one class only",
    reference: "Hanley & McNeil 1982",
    seeAlso: ["prAuc", "logLoss"],
  },
  (prediction, target, weights) => meanOf(rankings("rocAuc", prediction, target, weights).map(area)),
  [0, 1],
);
