import type { Problem } from "../problem.ts";
import type { Choice } from "../recommendation.ts";
import { isOrdered } from "./layers.ts";

/** The activation of hidden layers. */
export const activation = (problem: Problem): Choice => {
  const { kind } = problem.x;
  if (kind === "sequences" || isOrdered(problem))
    return {
      choice: "tanh and sigmoid, inside of gru",
      why: "Gates open between 0 and 1, and what is remembered stays between −1 and 1: nothing grows over many steps.",
      instead: [{ choice: "relu", when: "dense layers follow the recurrent one" }],
      topic: "gru",
    };
  if (kind === "tokens")
    return {
      choice: "none",
      why: "Learned numbers, their mean and one dense layer: a linear model of words, which few rows can fill.",
      instead: [{ choice: "relu", when: "another dense layer comes between: dense(32), relu" }],
      topic: "activation",
    };
  return {
    choice: "relu",
    why: "Its slope is 1 above 0, so that gradients pass through layers as they are; and it is cheap.",
    instead: [
      { choice: "leakyRelu", when: "units die: it has a slope below 0 too" },
      { choice: "gelu", when: "a smooth function is wanted, as in transformers" },
      { choice: "tanh", when: "one narrow layer is to fit a smooth curve" },
    ],
    topic: "relu",
  };
};
