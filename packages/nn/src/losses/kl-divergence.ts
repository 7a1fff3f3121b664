import { createLoss } from "./contract/create-loss.ts";

/** Σ Pⱼ log(Pⱼ / Qⱼ): the target is P, the prediction Q. */
export const klDivergence = createLoss(
  "klDivergence",
  {
    target: "oneHot",
    about: {
      name: "Kullback–Leibler divergence",
      formula: "Σⱼ Pⱼ log(Pⱼ / Qⱼ), P the target, Q the prediction",
      range: "[0, ∞)",
      use: "a distribution as the target: distillation, soft labels",
      pitfall:
        "not symmetric: swapping P and Q gives another loss; Q is clipped at 1e-7; of a one-hot P it is the cross-entropy",
      reference: "Kullback & Leibler 1951",
      seeAlso: ["categoricalCrossEntropy", "softmaxCrossEntropy"],
    },
  },
  (prediction, target) => {
    const surprise = target.maximum(1e-37).log().sub(prediction.clip(1e-7, 1).log());
    return target.mul(surprise).sum(-1);
  },
);
