import { createActivation } from "./contract/create-activation.ts";

/** max(0, x); the slope at 0 is 0. */
export const relu = createActivation(
  "relu",
  {
    initializer: "he",
    about: {
      name: "ReLU",
      formula: "max(0, x)",
      range: "[0, ∞)",
      use: "the default of hidden layers: cheap, and its slope is 1 above 0, where that of a sigmoid is 1/4 at most",
      pitfall: "a unit whose input is never positive has no gradient and stays dead",
      reference: "Nair & Hinton 2010",
      seeAlso: ["leakyRelu", "gelu", "sigmoid"],
    },
  },
  (x) => x.relu(),
);
