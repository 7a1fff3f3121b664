import { type Card, withCard } from "@kaviar/base/card";
import { type OptionsOf, positive } from "@kaviar/base/check";
import { options } from "../options.ts";
import { type AverageOptions, averaged, averagedOverClasses, ratio } from "./contract/average.ts";
import { confusionOf } from "./contract/confusion.ts";
import { type Adjustable, adjustable, createMetric } from "./contract/create-metric.ts";

const create = (name: string, beta: number, about: Card): Adjustable<AverageOptions> =>
  adjustable(averagedOverClasses(name), ({ average, ...options }) => {
    const square = beta * beta;
    return createMetric(
      name,
      "higher",
      about,
      (prediction, target, weights) =>
        averaged(
          name,
          confusionOf(name, prediction, target, weights, options),
          average,
          ({ right, predicted, actual }) => ratio((1 + square) * right, square * actual + predicted),
        ),
      [0, 1],
    );
  });

/**
 * The harmonic mean of precision and recall.
 *
 * ```ts
 * f1([0.9, 0.8, 0.1], [1, 0, 1])                          // 0.5
 * f1.with({ average: "weighted" })
 * ```
 * Of class 1 where there are two classes, else the mean over classes; 0 where nothing is right.
 */
export const f1 = create("f1", 1, {
  name: "F1",
  formula: "2·P·R / (P + R) = 2·TP / (2·TP + FP + FN)",
  range: "[0, 1]",
  use: "classes of unequal size, when finding class 1 is the aim",
  pitfall: "changes when the classes are swapped, and says nothing about true negatives",
  reference: "van Rijsbergen 1979",
  seeAlso: ["fBeta", "precision", "recall", "matthewsCorrelation"],
});

const fBetaCard: Card = {
  name: "F-beta",
  formula: "(1 + β²)·P·R / (β²·P + R)",
  range: "[0, 1]",
  use: "recall that counts β times as much as precision",
  pitfall: "β > 1 favours recall, β < 1 precision: easily taken the other way round",
  reference: "van Rijsbergen 1979",
  seeAlso: ["f1", "precision", "recall"],
};

const read = options("fBeta", {
  /** How much recall counts: 2 favours recall, 0.5 precision. */
  beta: positive.remedy("2 favours recall, 0.5 precision."),
});

export type FBetaOptions = OptionsOf<typeof read>;

/** The mean of precision and recall in which recall counts β times as much: `fBeta({ beta: 2 })`. */
export const fBeta = withCard(
  (given: FBetaOptions): Adjustable<AverageOptions> => create("fBeta", read(given).beta, fBetaCard),
  { about: fBetaCard },
);
