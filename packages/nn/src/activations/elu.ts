import { finite } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createParametricActivation } from "./contract/create-activation.ts";
import { negativeExpm1 } from "./contract/negative-expm1.ts";

/** x where x > 0, else α(eˣ − 1). */
export const elu = createParametricActivation(
  "elu",
  {
    options: options("elu", {
      /** What it tends to on the left, negated. */
      alpha: finite.default(1),
    }),
    initializer: "he",
    about: {
      name: "ELU",
      formula: "x if x > 0 else α(eˣ − 1), α = 1",
      range: "(−α, ∞)",
      use: "in place of ReLU where means near 0 are wanted",
      pitfall: "with α ≠ 1 its slope jumps at 0; celu's does not",
      reference: "Clevert et al. 2016",
      seeAlso: ["selu", "celu", "relu"],
    },
  },
  (x, { alpha }) => x.relu().add(negativeExpm1(x).mul(alpha)),
);
