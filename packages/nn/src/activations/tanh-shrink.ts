import { createActivation } from "./contract/create-activation.ts";

/** x − tanh x */
export const tanhShrink = createActivation(
  "tanhShrink",
  {
    about: {
      name: "Tanh shrink",
      formula: "x − tanh x",
      range: "(−∞, ∞)",
      use: "sparse codes",
      pitfall: "flat around 0 (about x³/3): small signals and their gradients vanish",
      reference: "Kavukcuoglu et al. 2010",
      seeAlso: ["softShrink", "hardShrink"],
    },
  },
  (x) => x.sub(x.tanh()),
);
