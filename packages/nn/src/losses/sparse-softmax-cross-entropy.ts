import { createSparseLoss } from "./contract/create-loss.ts";

/** −log softmax(z)_y of class number y, from logits z. */
export const sparseSoftmaxCrossEntropy = createSparseLoss(
  "sparseSoftmaxCrossEntropy",
  {
    target: "classes",
    link: "softmax",
    about: {
      name: "Sparse softmax cross-entropy",
      formula: "−log(e^{z_y} / Σⱼ e^{z_j}); gradient p − y",
      range: "[0, ∞)",
      use: "one of C classes, given by number; the model ends in plain scores (logits)",
      pitfall: "a softmax at the end of the model would be applied twice",
      reference: "Bishop 2006, 4.3.4",
      seeAlso: ["softmaxCrossEntropy", "sparseCategoricalCrossEntropy"],
    },
  },
  (scores, labels) => scores.logSoftmax(-1).takeAlongAxis(labels, -1).squeeze(-1).neg(),
);
