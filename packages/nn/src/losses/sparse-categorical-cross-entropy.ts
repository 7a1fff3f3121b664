import { createSparseLoss } from "./contract/create-loss.ts";

/** −log p_y of probabilities p and class numbers y. */
export const sparseCategoricalCrossEntropy = createSparseLoss(
  "sparseCategoricalCrossEntropy",
  {
    target: "classes",
    about: {
      name: "Sparse categorical cross-entropy",
      formula: "−log p_y",
      range: "[0, ∞)",
      use: "one of C classes by number, where the model ends in softmax",
      pitfall:
        "p is clipped at 1e-7: a model that is surely wrong has no gradient; sparseSoftmaxCrossEntropy, from logits, always has one",
      reference: "Bishop 2006, 4.3.4",
      seeAlso: ["sparseSoftmaxCrossEntropy", "categoricalCrossEntropy"],
    },
  },
  (prediction, labels) => prediction.takeAlongAxis(labels, -1).squeeze(-1).clip(1e-7, 1).log().neg(),
);
