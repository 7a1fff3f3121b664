import { gelu } from "@kaviar/tensor";
import { createActivation } from "./contract/create-activation.ts";

/** The tanh form of GELU, within 5e-4 of it: what GPT-2 was trained with. */
export const geluTanh = createActivation(
  "geluTanh",
  {
    initializer: "he",
    about: {
      name: "GELU (tanh form)",
      formula: "x/2·(1 + tanh(√(2/π)·(x + 0.044715x³)))",
      range: "[−0.170, ∞)",
      use: "models whose weights were trained with it",
      pitfall: "not the exact GELU: imported weights want the form they were trained with",
      reference: "Hendrycks & Gimpel 2016",
      seeAlso: ["gelu"],
    },
  },
  (x) => gelu(x, { approximate: "tanh" }),
);
