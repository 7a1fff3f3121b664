import { customDerivative, type Tensor } from "@kaviar/tensor";
import { createLoss } from "./contract/create-loss.ts";

/** max(z, 0) − z·y + log(1 + e^{−|z|}): no overflow, no log 0. d/dz = σ(z) − y */
const crossEntropy = customDerivative(
  (z: Tensor, y: Tensor): Tensor => z.relu().sub(z.mul(y)).add(z.abs().neg().exp().log1p()),
  (d, _, z, y) => [d.mul(z.sigmoid().sub(y)), d.mul(z).neg()],
);

/** −y log σ(z) − (1 − y) log(1 − σ(z)) of logits z, averaged over the last axis. */
export const sigmoidCrossEntropy = createLoss(
  "sigmoidCrossEntropy",
  {
    target: "binary",
    link: "sigmoid",
    about: {
      name: "Sigmoid cross-entropy",
      formula: "−y log σ(z) − (1 − y) log(1 − σ(z)); gradient σ(z) − y",
      range: "[0, ∞)",
      use: "0/1 labels, one or several a row; the model ends in plain scores (logits)",
      pitfall:
        "a sigmoid at the end of the model would be applied twice; among C exclusive classes it is softmax that is meant",
      reference: "Bishop 2006, 4.3.2",
      seeAlso: ["binaryCrossEntropy", "softmaxCrossEntropy", "sigmoidFocal"],
    },
  },
  (prediction, target) => crossEntropy(prediction, target).mean(-1),
);
