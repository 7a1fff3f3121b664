import type { Tensor } from "@kaviar/tensor";
import { withCard } from "../cards/with-card.ts";
import type { Activation } from "./activation.ts";

/** max(0, x) */
export const relu: Activation = withCard(
  function relu(x: Tensor) {
    return x.relu();
  },
  {
    initializer: "he",
    about: {
      name: "ReLU",
      formula: "max(0, x)",
      range: "[0, ∞)",
      use: "the default of hidden layers",
      pitfall: "a unit whose input is never positive has no gradient and stays dead",
      reference: "Nair & Hinton 2010",
      seeAlso: ["leakyRelu", "gelu"],
    },
  } as const,
);
