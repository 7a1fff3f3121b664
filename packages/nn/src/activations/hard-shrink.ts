import { notNegative } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createParametricActivation } from "./contract/create-activation.ts";

/** x where |x| is above the threshold, else 0. */
export const hardShrink = createParametricActivation(
  "hardShrink",
  {
    options: options("hardShrink", {
      /** What is nearer to 0 becomes 0. */
      threshold: notNegative.default(0.5),
    }),
    about: {
      name: "Hard shrink",
      formula: "x if |x| > λ else 0, λ = 0.5",
      range: "(−∞, ∞)",
      use: "sparse codes without bias of large values",
      pitfall: "jumps at ±λ; no gradient within",
      reference: "Donoho & Johnstone 1994",
      seeAlso: ["softShrink"],
    },
  },
  (x, { threshold }) => x.abs().lessEqual(threshold).where(0, x),
);
