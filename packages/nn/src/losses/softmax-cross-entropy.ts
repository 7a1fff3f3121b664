import { createLoss } from "./contract/create-loss.ts";

/** −Σ yⱼ log softmax(z)ⱼ of logits z and one-hot targets. */
export const softmaxCrossEntropy = createLoss(
  "softmaxCrossEntropy",
  {
    target: "oneHot",
    link: "softmax",
    about: {
      name: "Softmax cross-entropy",
      formula: "−Σⱼ yⱼ log(e^{zⱼ} / Σₖ e^{zₖ}); gradient p − y",
      range: "[0, ∞)",
      use: "one of C classes as a one-hot row, or a distribution; the model ends in plain scores (logits)",
      pitfall: "a softmax at the end of the model would be applied twice",
      reference: "Bishop 2006, 4.3.4",
      seeAlso: ["sparseSoftmaxCrossEntropy", "categoricalCrossEntropy"],
    },
  },
  (scores, target) => target.mul(scores.logSoftmax(-1)).sum(-1).neg(),
);
