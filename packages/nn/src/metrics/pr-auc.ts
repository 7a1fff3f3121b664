import { createMetric } from "./contract/create-metric.ts";
import { meanOf, type Ranking, rankings } from "./contract/ranking.ts";

const averagePrecision = ({ walk, inside }: Ranking): number => {
  let found = 0;
  let taken = 0;
  let sum = 0;
  walk((within, without) => {
    found += within;
    taken += within + without;
    if (within > 0) sum += (within / inside) * (found / taken);
  });
  return inside === 0 ? Number.NaN : sum;
};

/**
 * Average precision: the area under the precision-recall curve, in steps. Several classes: each against the rest, then the
 * mean.
 *
 * ```ts
 * prAuc([0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1])              // 0.8333
 * ```
 * NaN where a class has no row.
 */
export const prAuc = createMetric(
  "prAuc",
  "higher",
  {
    name: "PR-AUC (average precision)",
    formula: "Σₙ (Rₙ − Rₙ₋₁)·Pₙ",
    range: "[0, 1], chance is the share of class 1",
    use: "a rare class 1: fraud, illness, search results",
    pitfall: "depends on how common class 1 is: values of different data do not compare",
    reference: "Davis & Goadrich 2006",
    seeAlso: ["rocAuc", "precision", "recall"],
  },
  (prediction, target, weights) => meanOf(rankings("prAuc", prediction, target, weights).map(averagePrecision)),
  [0, 1],
);
