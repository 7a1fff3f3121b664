import { createActivation } from "./contract/create-activation.ts";
import { softplus } from "./softplus.ts";

/** log σ(x), without log 0. */
export const logSigmoid = createActivation(
  "logSigmoid",
  {
    initializer: "glorot",
    about: {
      name: "Log-sigmoid",
      formula: "log σ(x) = −log(1 + e⁻ˣ)",
      range: "(−∞, 0)",
      use: "log-probabilities of one class",
      pitfall: "its values are logarithms: losses that take probabilities do not take them",
      reference: "Bishop 2006, 4.3.2",
      seeAlso: ["sigmoid", "logSoftmax"],
    },
  },
  (x) => softplus(x.neg()).neg(),
);
