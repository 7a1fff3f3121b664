import { short } from "../../doctor/rules/contract/wording.ts";
import { call, codeOf, type Expression, named } from "../expression.ts";
import { mostFar, type Problem } from "../problem.ts";
import type { Choice, RecommendTask } from "../recommendation.ts";

export const loss = (problem: Problem): Choice & { readonly loss: Expression } => {
  const { loss, ...rest } = byTask[problem.task](problem);
  return { loss, choice: codeOf(loss), ...rest };
};

type Chosen = Omit<Choice, "choice"> & { readonly loss: Expression };

const byTask: { readonly [Task in RecommendTask]: (problem: Problem) => Chosen } = {
  binary: () => ({
    loss: named("sigmoidCrossEntropy"),
    why: "Two classes: −y log p − (1 − y) log(1 − p), computed from scores, has a gradient also where the model is surely wrong.",
    instead: [
      { choice: "sigmoidFocal()", when: "one class is very rare, and easy rows drown the others" },
      { choice: "hinge", when: "only the side of the boundary counts, and labels are −1 and 1" },
    ],
    topic: "sigmoidCrossEntropy",
  }),
  classes: ({ isOneHot, outputs }) => ({
    loss: named(isOneHot ? "softmaxCrossEntropy" : "sparseSoftmaxCrossEntropy"),
    why: `${outputs} classes${isOneHot ? ", as rows of zeros and a one" : ""}: −log p of the right one, whose gradient at the scores is p − y.`,
    instead: [
      { choice: "smoothedSparseSoftmaxCrossEntropy()", when: "some labels are wrong, or probabilities get too sure" },
      { choice: "categoricalHinge", when: "only the order of the scores counts" },
    ],
    topic: isOneHot ? "softmaxCrossEntropy" : "sparseSoftmaxCrossEntropy",
  }),
  labels: ({ outputs }) => ({
    loss: named("sigmoidCrossEntropy"),
    why: `${outputs} labels, each a yes or no: a binary cross-entropy for each, averaged.`,
    instead: [{ choice: "sigmoidFocal()", when: "most labels are no in most rows" }],
    topic: "sigmoidCrossEntropy",
  }),
  signs: () => ({
    loss: named("squaredHinge"),
    why: "Labels of −1 and 1: max(0, 1 − yŷ)² is 0 beyond the margin, and round before it.",
    instead: [
      { choice: "hinge", when: "some labels are wrong: it counts errors by their size, not its square" },
      { choice: "sigmoidCrossEntropy", when: "probabilities are wanted: write labels as 0 and 1" },
    ],
    topic: "squaredHinge",
  }),
  shares: () => ({
    loss: named("sigmoidCrossEntropy"),
    why: "Shares between 0 and 1: cross-entropy takes them as it takes 0 and 1, and its slope does not fade at the ends.",
    instead: [
      { choice: "meanSquaredError", when: "errors near 0 and 1 count no more than those at ½: behind sigmoid" },
    ],
    topic: "sigmoidCrossEntropy",
  }),
  counts: ({ spread }) => ({
    loss: named("poisson"),
    why: `Counts: large ones are less sure than small ones, which ŷ − y log ŷ knows and a squared error does not. Their mean is ${short(spread!.mean)}.`,
    instead: [
      { choice: "meanSquaredError", when: "they are all large, and spread evenly" },
      { choice: "meanSquaredLogarithmicError", when: "they reach over powers of ten" },
    ],
    topic: "poisson",
  }),
  autoencoder: () => ({
    loss: named("meanSquaredError"),
    why: "Inputs of one scale are to be given back: the squared error counts what is lost of their variance.",
    instead: [{ choice: "binaryCrossEntropy", when: "inputs are black or white, behind sigmoid" }],
    topic: "meanSquaredError",
  }),
  numbers: ({ spread, rows }) => {
    const { far, median, usual } = spread!;
    if (far > 0 && far <= mostFar * rows) {
      // Of normal errors, δ = 1.345σ keeps 95 % of the efficiency of squares. (Huber 1964)
      const delta = Number((1.345 * usual).toPrecision(2));
      return {
        loss: call("huber", { fields: { delta } }),
        why: `${far} of ${rows} targets are more than 15 usual deviations (${short(usual)}) from the median ${short(median)}: squared they would rule the model. Huber counts errors beyond ${delta} by their size only.`,
        instead: [
          { choice: "meanAbsoluteError", when: "the median is what is asked for" },
          { choice: "meanSquaredError", when: "the far ones are right, and count most" },
        ],
        topic: "huber",
      };
    }
    return {
      loss: named("meanSquaredError"),
      why: "Numbers without any that are far from all others: the squared error aims at the mean.",
      instead: [
        { choice: "huber()", when: "outliers turn up" },
        { choice: "meanAbsoluteError", when: "the median is what is asked for" },
        { choice: "pinball({ quantile: 0.9 })", when: "a bound is asked for that is seldom passed" },
      ],
      topic: "meanSquaredError",
    };
  },
};
