import type { Card } from "@kaviar/base/card";
import { checkOption } from "../check-option.ts";
import { createLoss, createLossFactory } from "./contract/create-loss.ts";

export interface HuberOptions {
  /** The error at which it turns from a parabola to a line. */
  readonly delta?: number;
}

const about: Card = {
  name: "Huber",
  formula: "e²/2 if |e| ≤ δ else δ(|e| − δ/2), e = ŷ − y, δ = 1",
  range: "[0, ∞)",
  use: "regression with a few outliers",
  pitfall:
    "δ is in the units of the target: scale the target, or choose δ near the size of ordinary errors; PyTorch's SmoothL1 divides by δ",
  reference: "Huber 1964",
  seeAlso: ["meanSquaredError", "meanAbsoluteError", "logCosh"],
};

/**
 * ½e² for |e| ≤ δ, δ(|e| − δ/2) beyond, averaged over the last axis.
 *
 * ```ts
 * huber({ delta: 2 })
 * ```
 */
export const huber = createLossFactory("huber", about, ({ delta = 1 }: HuberOptions) => {
  checkOption("huber", "a finite delta > 0", delta, delta > 0 && delta < Infinity);
  return createLoss("huber", { target: "values", about }, (prediction, target) => {
    const error = prediction.sub(target);
    const inner = error.clip(-delta, delta);
    return inner.mul(error.sub(inner.mul(0.5))).mean(-1);
  });
});
