import { customDerivative, type Tensor } from "@kaviar/tensor";
import { createActivation } from "./contract/create-activation.ts";

/** max(x, 0) + log(1 + e^{−|x|}): no overflow, and every digit of small results. d/dx = σ(x) */
const smoothRelu = customDerivative(
  (x: Tensor): Tensor => x.relu().add(x.abs().neg().exp().log1p()),
  (d, _, x) => [d.mul(x.sigmoid())],
);

/** log(1 + eˣ): a smooth ReLU, always positive. */
export const softplus = createActivation(
  "softplus",
  {
    initializer: "he",
    about: {
      name: "Softplus",
      formula: "log(1 + eˣ)",
      range: "(0, ∞)",
      use: "outputs that must be positive: rates, variances",
      pitfall: "never 0: as a hidden activation it gives neither sparsity nor speed over ReLU",
      reference: "Dugas et al. 2001",
      seeAlso: ["relu", "exponential"],
    },
  },
  smoothRelu,
);
