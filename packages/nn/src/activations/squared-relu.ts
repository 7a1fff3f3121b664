import { createActivation } from "./contract/create-activation.ts";

/** max(0, x)² */
export const squaredRelu = createActivation(
  "squaredRelu",
  {
    initializer: "he",
    about: {
      name: "Squared ReLU",
      formula: "max(0, x)²",
      range: "[0, ∞)",
      use: "feed-forward parts of transformers",
      pitfall: "grows with x²: wants normalized inputs",
      reference: "So et al. 2021",
      seeAlso: ["relu", "gelu"],
    },
  },
  (x) => x.relu().square(),
);
