import { createActivation } from "./contract/create-activation.ts";

/** x/6 + 1/2 between 0 and 1. */
export const hardSigmoid = createActivation(
  "hardSigmoid",
  {
    initializer: "glorot",
    about: {
      name: "Hard sigmoid",
      formula: "min(max(x/6 + 1/2, 0), 1)",
      range: "[0, 1]",
      use: "gates on small devices",
      pitfall: "no gradient beyond ±3; the line x/5 + 1/2 of older Keras is another function",
      reference: "Courbariaux et al. 2015",
      seeAlso: ["sigmoid", "hardSwish"],
    },
  },
  (x) => x.div(6).add(0.5).clip(0, 1),
);
