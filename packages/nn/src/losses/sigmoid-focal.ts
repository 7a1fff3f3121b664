import type { Card } from "@kaviar/base/card";
import { notNegative, type OptionsOf, part } from "@kaviar/base/check";
import { softplus } from "../activations/softplus.ts";
import { options } from "../options.ts";
import { createLoss, createLossFactory } from "./contract/create-loss.ts";

const read = options("sigmoidFocal", {
  /** How little rows count that are right already; 0 is the cross-entropy. */
  gamma: notNegative.default(2),
  /** The weight of label 1, with 1 − alpha for label 0; left out, both weigh 1. */
  alpha: part.optional(),
});

export type SigmoidFocalOptions = OptionsOf<typeof read>;

const about: Card = {
  name: "Focal loss (sigmoid)",
  formula: "−α(1 − p)^γ log p, p = σ(z) for label 1, 1 − σ(z) for 0; γ = 2",
  range: "[0, ∞)",
  use: "detection: many easy rows of one label, few hard ones of the other",
  pitfall: "labels must be 0 or 1, not soft; the paper weighs with α = 0.25, here left out unless given",
  reference: "Lin et al. 2017",
  seeAlso: ["softmaxFocal", "sigmoidCrossEntropy"],
};

/**
 * −(1 − p)^γ log p of the probability p that logits give to the right label, averaged over the last axis.
 *
 * ```ts
 * sigmoidFocal({ gamma: 2, alpha: 0.25 })
 * ```
 */
export const sigmoidFocal = createLossFactory(read, about, ({ gamma, alpha }) =>
  createLoss("sigmoidFocal", { target: "binary", link: "sigmoid", about }, (logits, target) => {
    const right = logits.mul(target.mul(2).sub(1));
    const focus = softplus(right).mul(-gamma).exp();
    const losses = softplus(right.neg()).mul(focus);
    return (alpha === undefined ? losses : losses.mul(target.mul(2 * alpha - 1).add(1 - alpha))).mean(-1);
  }),
);
