import { createActivation } from "./contract/create-activation.ts";

/** 1 / (1 + e⁻ˣ) */
export const sigmoid = createActivation(
  "sigmoid",
  {
    initializer: "glorot",
    about: {
      name: "Sigmoid",
      formula: "1 / (1 + e⁻ˣ)",
      range: "(0, 1)",
      use: "the probability of one class at the end of a model; gates",
      pitfall: "its slope is at most 1/4 and vanishes for large |x|: in hidden layers gradients fade",
      reference: "Rumelhart et al. 1986",
      seeAlso: ["tanh", "hardSigmoid", "logSigmoid"],
    },
  },
  (x) => x.sigmoid(),
);
