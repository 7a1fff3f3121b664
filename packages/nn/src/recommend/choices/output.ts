import { short } from "../../doctor/rules/contract/wording.ts";
import { call, codeOf, type Expression, named } from "../expression.ts";
import type { Problem } from "../problem.ts";
import type { Choice, RecommendTask } from "../recommendation.ts";

/** The last layers. */
interface Output extends Choice {
  readonly layers: readonly Expression[];
  /** How much larger the loss is than that of targets of scale 1. */
  readonly lossScale: number;
}

export const output = (problem: Problem): Output => {
  const last = call("dense", problem.outputs);
  const { after = [], lossScale = 1, ...rest } = byTask[problem.task](problem);
  const layers = [last, ...after];
  return { layers, lossScale, choice: layers.map(codeOf).join(", "), ...rest };
};

interface Ending extends Omit<Choice, "choice"> {
  readonly after?: readonly Expression[];
  readonly lossScale?: number;
}

const rounded = (value: number): number => Number(value.toPrecision(3));

const byTask: { readonly [Task in RecommendTask]: (problem: Problem) => Ending } = {
  binary: () => ({
    why: "One score a row, and no activation: the loss applies sigmoid itself, and predictions are probabilities.",
    instead: [{ choice: "dense(1), sigmoid", when: "the loss is binaryCrossEntropy, which takes probabilities" }],
    topic: "sigmoid",
  }),
  classes: ({ outputs }) => ({
    why: `A score for each of ${outputs} classes, and no activation: the loss applies softmax itself, and predictions are probabilities.`,
    instead: [
      { choice: `dense(${outputs}), softmax`, when: "the loss is categoricalCrossEntropy, which takes probabilities" },
    ],
    topic: "softmax",
  }),
  labels: ({ outputs }) => ({
    why: `A score for each of ${outputs} labels, each a yes or no by itself: sigmoids, which the loss applies, and no softmax, whose outputs share 1.`,
    instead: [
      { choice: `dense(${outputs}), sigmoid`, when: "the loss is binaryCrossEntropy, which takes probabilities" },
    ],
    topic: "sigmoid",
  }),
  signs: () => ({
    why: "One score a row, whose sign is the answer: a hinge takes it as it is.",
    instead: [{ choice: "dense(1), tanh", when: "scores have to lie between −1 and 1" }],
    topic: "activations",
  }),
  shares: () => ({
    why: "One score a target, and no activation: the loss applies sigmoid itself, so that predictions stay between 0 and 1.",
    instead: [{ choice: "dense(1), sigmoid", when: "the loss is meanSquaredError" }],
    topic: "sigmoid",
  }),
  autoencoder: ({ outputs }) => ({
    why: `A number for each of the ${outputs} inputs, and no activation: they may take any value.`,
    instead: [
      { choice: `dense(${outputs}), sigmoid`, when: "inputs lie between 0 and 1 and the loss is binaryCrossEntropy" },
    ],
    topic: "activations",
  }),
  counts: ({ outputs, spread }) => {
    const mean = rounded(spread!.mean);
    const isFar = mean > 3;
    return {
      after: [named("exponential"), ...(isFar ? [{ times: mean, plus: 0 }] : [])],
      lossScale: Math.max(1, mean),
      why: `${outputs === 1 ? "One number" : `${outputs} numbers`} a row, made positive: effects of inputs multiply.${isFar ? ` The mean of the targets, ${short(mean)}, is where it begins.` : ""}`,
      instead: [{ choice: `dense(${outputs}), softplus`, when: "effects add up, or predictions run away" }],
      topic: "poisson",
    };
  },
  numbers: ({ outputs, spread }) => {
    const { mean, deviation, median, usual, far } = spread!;
    const [centre, scale] = far > 0 ? [median, usual] : [mean, deviation];
    const isFar = Math.abs(centre) + scale > 10 || scale < 0.05;
    const times = rounded(scale > 0 ? scale : 1);
    return {
      ...(isFar ? { after: [{ times, plus: rounded(centre) }], lossScale: times * times } : {}),
      why: `${outputs === 1 ? "One number" : `${outputs} numbers`} a row, and no activation: any value may come.${isFar ? ` Targets lie around ${short(centre)}, by ${short(scale)}: weights of scale 1 reach that by a fixed scale at the end.` : ""}`,
      instead: [
        isFar
          ? {
              choice: "targets that are scaled before training",
              when: "the model is to be loaded by `load` without its layers: a file does not hold a function",
            }
          : { choice: `dense(${outputs}), softplus`, when: "a number below 0 makes no sense" },
        {
          choice: `dense(${2 * outputs})`,
          when: "how sure it is matters: gaussianNegativeLogLikelihood takes a mean and a variance",
        },
      ],
      topic: "activations",
    };
  },
};
