import { createLoss } from "./contract/create-loss.ts";

/** As Keras: the logarithm is never below −16.1. */
const smallest = 1e-7;

/** −y log p − (1 − y) log(1 − p) of probabilities p, averaged over the last axis. */
export const binaryCrossEntropy = createLoss(
  "binaryCrossEntropy",
  {
    target: "binary",
    about: {
      name: "Binary cross-entropy",
      formula: "−y log p − (1 − y) log(1 − p)",
      range: "[0, ∞)",
      use: "0/1 labels, where the model ends in sigmoid",
      pitfall:
        "p is clipped to [1e-7, 1 − 1e-7]: a model that is surely wrong has no gradient; sigmoidCrossEntropy, from logits, always has one",
      reference: "Bishop 2006, 4.3.2",
      seeAlso: ["sigmoidCrossEntropy", "sigmoidFocal"],
    },
  },
  (prediction, target) => {
    const p = prediction.clip(smallest, 1 - smallest);
    const no = target.neg().add(1);
    return target
      .mul(p.log())
      .add(no.mul(p.neg().add(1).log()))
      .mean(-1)
      .neg();
  },
);
