import type { Card } from "@kaviar/base/card";
import { checkOption } from "../check-option.ts";
import { createLoss, createLossFactory } from "./contract/create-loss.ts";
import { focus } from "./contract/focus.ts";

export interface SoftmaxFocalOptions {
  /** How little rows count that are right already; 0 is the cross-entropy. */
  readonly gamma?: number;
}

const about: Card = {
  name: "Focal loss (softmax)",
  formula: "−Σⱼ yⱼ(1 − pⱼ)^γ log pⱼ, p = softmax(z), γ = 2",
  range: "[0, ∞)",
  use: "classes of very different size; one-hot targets",
  pitfall: "its α, a weight for each class, is what class weights are for",
  reference: "Lin et al. 2017",
  seeAlso: ["sparseSoftmaxFocal", "sigmoidFocal", "softmaxCrossEntropy"],
};

/** −Σ yⱼ (1 − pⱼ)^γ log pⱼ, p = softmax(z), of one-hot targets. */
export const softmaxFocal = createLossFactory("softmaxFocal", about, ({ gamma = 2 }: SoftmaxFocalOptions) => {
  checkOption("softmaxFocal", "a finite gamma ≥ 0", gamma, gamma >= 0 && gamma < Infinity);
  return createLoss("softmaxFocal", { target: "oneHot", link: "softmax", about }, (scores, target) =>
    target
      .mul(focus(scores.logSoftmax(-1), gamma))
      .sum(-1)
      .neg(),
  );
});
