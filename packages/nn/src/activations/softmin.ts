import { createActivation } from "./contract/create-activation.ts";

/** softmax(−x): the smallest gets the most. */
export const softmin = createActivation(
  "softmin",
  {
    initializer: "glorot",
    about: {
      name: "Softmin",
      formula: "e^{−xᵢ} / Σⱼ e^{−xⱼ}",
      range: "(0, 1), sum 1",
      use: "weights from distances or costs: the nearest counts most",
      pitfall: "costs on a large scale make it all but a choice of one: scale them first",
      reference: "Bridle 1990",
      seeAlso: ["softmax"],
    },
  },
  (x) => x.neg().softmax(-1),
);
