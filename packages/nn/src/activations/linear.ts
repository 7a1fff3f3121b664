import { createActivation } from "./contract/create-activation.ts";

/** x: no activation, where one is asked for. */
export const linear = createActivation(
  "linear",
  {
    about: {
      name: "Linear",
      formula: "x",
      range: "(−∞, ∞)",
      use: "the last layer of a regression",
      pitfall: "layers in a row with nothing between them are one linear layer",
      reference: "Widrow & Hoff 1960",
      seeAlso: ["relu", "tanh"],
    },
  },
  (x) => x,
);
