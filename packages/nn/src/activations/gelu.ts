import { gelu as engineGelu } from "@kaviar/tensor";
import { createActivation } from "./contract/create-activation.ts";

/** x·Φ(x), Φ the normal distribution function, by the exact erf. */
export const gelu = createActivation(
  "gelu",
  {
    initializer: "he",
    about: {
      name: "GELU",
      formula: "x·Φ(x) = x/2·(1 + erf(x/√2))",
      range: "[−0.170, ∞)",
      use: "transformers",
      pitfall: "not monotone: it has a minimum of −0.170 at x = −0.752",
      reference: "Hendrycks & Gimpel 2016",
      seeAlso: ["geluTanh", "swish", "relu"],
    },
  },
  (x) => engineGelu(x),
);
