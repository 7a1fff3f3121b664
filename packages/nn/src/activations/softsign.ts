import { customDerivative, type Tensor } from "@kaviar/tensor";
import { createActivation } from "./contract/create-activation.ts";

/** d/dx = 1 / (1 + |x|)² */
const squash = customDerivative(
  (x: Tensor): Tensor => x.div(x.abs().add(1)),
  (d, _, x) => [d.div(x.abs().add(1).square())],
);

/** x / (1 + |x|) */
export const softsign = createActivation(
  "softsign",
  {
    initializer: "glorot",
    about: {
      name: "Softsign",
      formula: "x / (1 + |x|)",
      range: "(−1, 1)",
      use: "like tanh, with tails that saturate more slowly",
      pitfall: "still saturates: its slope falls as 1/x²",
      reference: "Bergstra et al. 2009",
      seeAlso: ["tanh"],
    },
  },
  squash,
);
