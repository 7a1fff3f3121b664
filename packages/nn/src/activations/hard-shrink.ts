import { createParametricActivation } from "./contract/create-activation.ts";

/** x where |x| is above the threshold, else 0. */
export const hardShrink = createParametricActivation(
  "hardShrink",
  {
    defaults: { threshold: 0.5 },
    law: [({ threshold }) => threshold >= 0, "threshold ≥ 0"],
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
