import { createActivation } from "./contract/create-activation.ts";

/** log softmax(x) over the last axis, without log 0. */
export const logSoftmax = createActivation(
  "logSoftmax",
  {
    initializer: "glorot",
    about: {
      name: "Log-softmax",
      formula: "xᵢ − log Σⱼ e^{xⱼ}",
      range: "(−∞, 0]",
      use: "log-probabilities of C classes",
      pitfall: "its values are logarithms: losses that take probabilities do not take them",
      reference: "Bishop 2006, 4.3.4",
      seeAlso: ["softmax", "logSigmoid"],
    },
  },
  (x) => x.logSoftmax(-1),
);
