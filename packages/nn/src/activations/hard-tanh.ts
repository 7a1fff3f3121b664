import { createActivation } from "./contract/create-activation.ts";

/** x between −1 and 1. */
export const hardTanh = createActivation(
  "hardTanh",
  {
    initializer: "glorot",
    about: {
      name: "Hard tanh",
      formula: "min(max(x, −1), 1)",
      range: "[−1, 1]",
      use: "a cheap tanh",
      pitfall: "no gradient beyond ±1",
      reference: "Collobert 2004",
      seeAlso: ["tanh", "relu6"],
    },
  },
  (x) => x.clip(-1, 1),
);
