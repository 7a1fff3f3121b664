import { finite } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createParametricActivation } from "./contract/create-activation.ts";

/** x·σ(βx), β = 1. */
export const swish = createParametricActivation(
  "swish",
  {
    options: options("swish", {
      /** How steep the gate is: at 0 it is x/2, far up ReLU. */
      beta: finite.default(1),
    }),
    initializer: "he",
    about: {
      name: "Swish",
      formula: "x·σ(βx), β = 1",
      range: "[−0.278, ∞) for β = 1",
      use: "deep networks, in place of ReLU",
      pitfall: "not monotone: it has a minimum of −0.278 at x = −1.278, so two inputs share an output",
      reference: "Ramachandran et al. 2017",
      seeAlso: ["silu", "gelu", "hardSwish"],
    },
  },
  (x, { beta }) => x.mul(x.mul(beta).sigmoid()),
);
