import { createLoss } from "./contract/create-loss.ts";

/** max(0, ŷ_neg − ŷ_pos + 1): ŷ_neg is the largest wrong score, ŷ_pos the right one. */
export const categoricalHinge = createLoss(
  "categoricalHinge",
  {
    target: "oneHot",
    about: {
      name: "Categorical hinge",
      formula: "max(0, ŷ_neg − ŷ_pos + Δ), Δ = 1, ŷ_neg the largest wrong score",
      range: "[0, ∞)",
      use: "maximum-margin classifiers of C classes; one-hot targets",
      pitfall: "scores are not probabilities; Keras takes 0 for ŷ_neg where all wrong scores are negative",
      reference: "Crammer & Singer 2001",
      seeAlso: ["hinge", "softmaxCrossEntropy"],
    },
  },
  (scores, target) => {
    const right = target.mul(scores).sum(-1);
    const wrong = target.greater(0.5).where(-Infinity, scores).max(-1);
    return wrong.sub(right).add(1).relu();
  },
);
