import type { Card } from "@kaviar/base/card";
import { notNegative, type OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createLossFactory, createSparseLoss } from "./contract/create-loss.ts";
import { focus } from "./contract/focus.ts";

const read = options("sparseSoftmaxFocal", {
  /** How little rows count that are right already; 0 is the cross-entropy. */
  gamma: notNegative.default(2),
});

export type SparseSoftmaxFocalOptions = OptionsOf<typeof read>;

const about: Card = {
  name: "Sparse focal loss (softmax)",
  formula: "−(1 − p_y)^γ log p_y, p = softmax(z), γ = 2",
  range: "[0, ∞)",
  use: "classes of very different size, by number",
  pitfall: "its α, a weight for each class, is what class weights are for",
  reference: "Lin et al. 2017",
  seeAlso: ["softmaxFocal", "sparseSoftmaxCrossEntropy"],
};

/** −(1 − p_y)^γ log p_y, p = softmax(z), of class numbers. */
export const sparseSoftmaxFocal = createLossFactory(read, about, ({ gamma }) =>
  createSparseLoss("sparseSoftmaxFocal", { target: "classes", link: "softmax", about }, (scores, labels) =>
    focus(scores.logSoftmax(-1).takeAlongAxis(labels, -1).squeeze(-1), gamma).neg(),
  ),
);
