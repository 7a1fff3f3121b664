import { finite, type OptionsOf, oneOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import { confusionOf } from "./contract/confusion.ts";
import { adjustable, createMetric } from "./contract/create-metric.ts";

const read = options("cohenKappa", {
  /** A row is of class 1 where its score is above this; 0.5 for probabilities. */
  threshold: finite.optional(),
  /** For ordered classes: being off by two is twice (`linear`) or four times (`quadratic`) as bad as by one. */
  distance: oneOf("linear", "quadratic").optional(),
});

export type KappaOptions = OptionsOf<typeof read>;

const costs = {
  same: (a: number, p: number) => (a === p ? 0 : 1),
  linear: (a: number, p: number) => Math.abs(a - p),
  quadratic: (a: number, p: number) => (a - p) ** 2,
};

/**
 * Agreement beyond what chance would give.
 *
 * ```ts
 * cohenKappa([0, 1, 1, 0], [0, 1, 0, 1])                  // 0
 * cohenKappa.with({ distance: "quadratic" })              // for grades
 * ```
 * NaN where there is one class only on both sides: chance agrees too.
 */
export const cohenKappa = adjustable(read, ({ distance, ...options }) => {
  const cost = costs[distance ?? "same"];
  return createMetric(
    "cohenKappa",
    "higher",
    {
      name: "Cohen's kappa",
      formula: "1 − Σ dₐₚCₐₚ / Σ dₐₚEₐₚ, E from independent raters",
      range: "[−1, 1]",
      use: "agreement of two raters; grades with quadratic distance",
      pitfall: "depends on how common the classes are: kappas of different data do not compare",
      reference: "Cohen 1960",
      seeAlso: ["matthewsCorrelation", "accuracy"],
    },
    (prediction, target, weights) => {
      const { classes, counts, actual, predicted, total } = confusionOf(
        "cohenKappa",
        prediction,
        target,
        weights,
        options,
      );
      let seen = 0;
      let chance = 0;
      for (let a = 0; a < classes; a++) {
        for (let p = 0; p < classes; p++) {
          seen += cost(a, p) * counts[a * classes + p]!;
          chance += (cost(a, p) * actual[a]! * predicted[p]!) / total;
        }
      }
      return chance === 0 ? Number.NaN : 1 - seen / chance;
    },
    [-1, 1],
  );
});
