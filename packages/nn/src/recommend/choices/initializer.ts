import type { Problem } from "../problem.ts";
import type { Choice } from "../recommendation.ts";
import { isOrdered } from "./layers.ts";

/** How weights begin: layers choose by the activation behind them, so that nothing has to be written. */
export const initializer = (problem: Problem): Choice => {
  const { kind } = problem.x;
  const biases = "Biases begin at 0.";
  if (kind === "sequences" || isOrdered(problem))
    return {
      choice: "glorotUniform() and orthogonal(), left out",
      why: `Glorot for what comes in, for the sake of tanh and sigmoid; orthogonal from step to step, which keeps the length of what is remembered. ${biases}`,
      instead: [{ choice: "lecunNormal()", when: "the activation is selu" }],
      topic: "glorot-initialization",
    };
  if (kind === "tokens")
    return {
      choice: "randomUniform(), left out",
      why: `Rows of an embedding are looked up, not summed: small random numbers do. ${biases}`,
      instead: [{ choice: "randomNormal({ deviation: 1 })", when: "a layer norm follows" }],
      topic: "initialization",
    };
  return {
    choice: "heNormal() or heUniform(), left out",
    why: `ReLU removes half of the signal; a variance of 2/n, n inputs of the layer, makes up for it. Layers choose it by the activation behind them. ${biases}`,
    instead: [
      { choice: "glorotUniform()", when: "the activation is tanh or sigmoid" },
      { choice: "lecunNormal()", when: "the activation is selu" },
    ],
    topic: "he-initialization",
  };
};
