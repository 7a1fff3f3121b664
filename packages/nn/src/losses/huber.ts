import type { Card } from "@kaviar/base/card";
import { type OptionsOf, positive } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createLoss, createLossFactory } from "./contract/create-loss.ts";

const read = options("huber", {
  /** The error at which it turns from a parabola to a line. */
  delta: positive.default(1),
});

export type HuberOptions = OptionsOf<typeof read>;

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
export const huber = createLossFactory(read, about, ({ delta }) =>
  createLoss("huber", { target: "values", about }, (prediction, target) => {
    const error = prediction.sub(target);
    const inner = error.clip(-delta, delta);
    return inner.mul(error.sub(inner.mul(0.5))).mean(-1);
  }),
);
