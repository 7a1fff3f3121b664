import { positive } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createParametricActivation } from "./contract/create-activation.ts";
import { negativeExpm1 } from "./contract/negative-expm1.ts";

/** x where x > 0, else α(e^{x/α} − 1): smooth at 0 for every α > 0. */
export const celu = createParametricActivation(
  "celu",
  {
    options: options("celu", {
      /** What it tends to on the left, negated. */
      alpha: positive.default(1),
    }),
    initializer: "he",
    about: {
      name: "CELU",
      formula: "max(0, x) + min(0, α(e^{x/α} − 1)), α = 1",
      range: "(−α, ∞)",
      use: "in place of ELU with another α",
      pitfall: "with α = 1 it is ELU itself",
      reference: "Barron 2017",
      seeAlso: ["elu"],
    },
  },
  (x, { alpha }) => x.relu().add(negativeExpm1(x.div(alpha)).mul(alpha)),
);
