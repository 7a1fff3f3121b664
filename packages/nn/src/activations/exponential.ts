import { createActivation } from "./contract/create-activation.ts";

/** eˣ */
export const exponential = createActivation(
  "exponential",
  {
    about: {
      name: "Exponential",
      formula: "eˣ",
      range: "(0, ∞)",
      use: "the rate of a Poisson regression at the end of a model",
      pitfall: "infinite from x = 88.8 on in float32: one large score ruins the run; softplus grows linearly",
      reference: "Nelder & Wedderburn 1972",
      seeAlso: ["softplus", "poisson"],
    },
  },
  (x) => x.exp(),
);
