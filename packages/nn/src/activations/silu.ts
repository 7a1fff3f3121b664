import { createActivation } from "./contract/create-activation.ts";

/** x·σ(x): swish with β = 1, by its older name. */
export const silu = createActivation(
  "silu",
  {
    initializer: "he",
    about: {
      name: "SiLU",
      formula: "x·σ(x)",
      range: "[−0.278, ∞)",
      use: "deep networks, in place of ReLU; the same function as swish",
      pitfall: "not monotone: it has a minimum of −0.278 at x = −1.278",
      reference: "Elfwing et al. 2018",
      seeAlso: ["swish", "gelu"],
    },
  },
  (x) => x.mul(x.sigmoid()),
);
