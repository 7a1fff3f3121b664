import { finite } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createParametricActivation } from "./contract/create-activation.ts";

/** e^{βxᵢ} / Σ e^{βxⱼ} over the last axis, without overflow. `softmax.with({ beta: 2 })` is sharper. */
export const softmax = createParametricActivation(
  "softmax",
  {
    options: options("softmax", {
      /** The inverse temperature: above 1 the largest gets more, below 1 all become alike. */
      beta: finite.default(1),
    }),
    initializer: "glorot",
    about: {
      name: "Softmax",
      formula: "e^{βxᵢ} / Σⱼ e^{βxⱼ}, β = 1 (inverse temperature)",
      range: "(0, 1), sum 1",
      use: "probabilities of C classes at the end of a model; with cross-entropy the gradient at the scores is p − y, and two classes are logistic regression",
      pitfall:
        "losses from logits apply it themselves: a model trained with softmaxCrossEntropy must not end in it; its probabilities are not calibrated by themselves",
      reference: "Bridle 1990",
      seeAlso: ["logSoftmax", "hardmax", "softmin"],
    },
  },
  (x, { beta }) => x.mul(beta).softmax(-1),
);
