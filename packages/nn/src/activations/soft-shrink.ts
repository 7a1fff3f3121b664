import { notNegative } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createParametricActivation } from "./contract/create-activation.ts";

/** x moved towards 0 by the threshold: exactly 0 within it. */
export const softShrink = createParametricActivation(
  "softShrink",
  {
    options: options("softShrink", {
      /** How far each number moves towards 0. */
      threshold: notNegative.default(0.5),
    }),
    about: {
      name: "Soft shrink",
      formula: "sign(x)·max(|x| − λ, 0), λ = 0.5",
      range: "(−∞, ∞)",
      use: "sparse codes, denoising; the proximal step of L1",
      pitfall: "large values are shrunk too: estimates are biased towards 0",
      reference: "Donoho 1995",
      seeAlso: ["hardShrink", "tanhShrink"],
    },
  },
  (x, { threshold }) => x.sub(x.clip(-threshold, threshold)),
);
