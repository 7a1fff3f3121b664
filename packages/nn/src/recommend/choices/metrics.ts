import { codeOf, type Expression, named } from "../expression.ts";
import { mostFar, type Problem } from "../problem.ts";
import type { Choice, RecommendTask } from "../recommendation.ts";
import { isImbalanced } from "./balance.ts";

export const metrics = (problem: Problem): Choice & { readonly metrics: readonly Expression[] } => {
  const { metrics, ...rest } = byTask[problem.task](problem);
  return { metrics, choice: metrics.map(codeOf).join(", "), ...rest, topic: "metrics" };
};

type Chosen = Pick<Choice, "why" | "instead"> & { readonly metrics: readonly Expression[] };

const ofClasses = (problem: Problem): Chosen =>
  isImbalanced(problem)
    ? {
        metrics: [named("balancedAccuracy"), named("f1")],
        why: "A class is small: accuracy would be high for never naming it.",
        instead: [{ choice: "confusionMatrix(…)", when: "it matters which class is taken for which" }],
      }
    : {
        metrics: [named("accuracy")],
        why: "No class is small: the share of right answers says enough.",
        instead: [
          { choice: "f1", when: "classes become unequal" },
          { choice: "logLoss", when: "probabilities are used, not only answers" },
        ],
      };

const byTask: { readonly [Task in RecommendTask]: (problem: Problem) => Chosen } = {
  binary: (problem) =>
    isImbalanced(problem)
      ? {
          metrics: [named("prAuc"), named("balancedAccuracy")],
          why: "One class is small: prAuc looks at how the rare one is found; accuracy would be high for never naming it.",
          instead: [{ choice: "f1", when: "there is a threshold already" }],
        }
      : {
          metrics: [named("rocAuc"), named("accuracy")],
          why: "Neither class is small: how well scores order the rows, and the share of right answers.",
          instead: [
            { choice: "logLoss", when: "probabilities are used, not only answers" },
            { choice: "expectedCalibrationError", when: "0.9 has to mean nine in ten" },
          ],
        },
  classes: ofClasses,
  labels: () => ({
    metrics: [named("mse")],
    why: "Of probabilities the squared error is Brier's score, which takes all labels at once.",
    instead: [{ choice: "f1, prAuc", when: "a label is looked at by itself: hand in its column" }],
  }),
  signs: ofClasses,
  numbers: ({ spread, rows }) =>
    spread!.far > 0 && spread!.far <= mostFar * rows
      ? {
          metrics: [named("mae")],
          why: "A few targets are far from all others: the mean of errors by their size is not ruled by them.",
          instead: [{ choice: "medianAbsoluteError", when: "they are not to count at all" }],
        }
      : {
          metrics: [named("rmse"), named("r2")],
          why: "Errors in the unit of the targets, and the share of their variance that is explained.",
          instead: [{ choice: "mae", when: "outliers turn up, or errors cost by their size" }],
        },
  counts: () => ({
    metrics: [named("mae"), named("rmse")],
    why: "Errors in counts, by their size and with large ones stressed.",
    instead: [{ choice: "msle", when: "counts reach over powers of ten" }],
  }),
  shares: () => ({
    metrics: [named("mae"), named("rmse")],
    why: "Errors in the unit of the shares.",
    instead: [{ choice: "brier", when: "the shares are probabilities" }],
  }),
  autoencoder: () => ({
    metrics: [named("mse")],
    why: "What is lost, in units of the inputs' variance.",
    instead: [{ choice: "cosineSimilarity", when: "only directions matter" }],
  }),
};
