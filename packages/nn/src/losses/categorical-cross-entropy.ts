import { createLoss } from "./contract/create-loss.ts";

/** −Σ yⱼ log pⱼ of probabilities p and one-hot targets. */
export const categoricalCrossEntropy = createLoss(
  "categoricalCrossEntropy",
  {
    target: "oneHot",
    about: {
      name: "Categorical cross-entropy",
      formula: "−Σⱼ yⱼ log pⱼ",
      range: "[0, ∞)",
      use: "one of C classes as a one-hot row, where the model ends in softmax",
      pitfall:
        "p is clipped at 1e-7: a model that is surely wrong has no gradient; p is not divided by its sum, as Keras does; softmaxCrossEntropy, from logits, needs neither",
      reference: "Bishop 2006, 4.3.4",
      seeAlso: ["softmaxCrossEntropy", "sparseCategoricalCrossEntropy"],
    },
  },
  (prediction, target) => target.mul(prediction.clip(1e-7, 1).log()).sum(-1).neg(),
);
