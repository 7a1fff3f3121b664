import { createActivation } from "./contract/create-activation.ts";

/** (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ) */
export const tanh = createActivation(
  "tanh",
  {
    initializer: "glorot",
    about: {
      name: "Tanh",
      formula: "(eˣ − e⁻ˣ) / (eˣ + e⁻ˣ) = 2σ(2x) − 1",
      range: "(−1, 1)",
      use: "recurrent nets, and hidden layers that want zero-centred outputs",
      pitfall: "saturates for |x| > 3 or so: the gradient vanishes there",
      reference: "LeCun et al. 1998",
      seeAlso: ["sigmoid", "relu", "softsign"],
    },
  },
  (x) => x.tanh(),
);
