import type { Card } from "@kaviar/base/card";
import { notNegative, type OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createLoss, createLossFactory } from "./contract/create-loss.ts";
import { focus } from "./contract/focus.ts";

const read = options("softmaxFocal", {
  /** How little rows count that are right already; 0 is the cross-entropy. */
  gamma: notNegative.default(2),
});

export type SoftmaxFocalOptions = OptionsOf<typeof read>;

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
export const softmaxFocal = createLossFactory(read, about, ({ gamma }) =>
  createLoss("softmaxFocal", { target: "oneHot", link: "softmax", about }, (scores, target) =>
    target
      .mul(focus(scores.logSoftmax(-1), gamma))
      .sum(-1)
      .neg(),
  ),
);
