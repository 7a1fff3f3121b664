import { withCard } from "@kaviar/base/card";
import { createRegularizer, type RegularizerOptions } from "./contract/create-regularizer.ts";
import type { Regularizer } from "./contract/regularizer.ts";

const about = {
  name: "L1 (lasso)",
  formula: "λΣ|w|, gradient λ·sign(w)",
  use: "to find the few inputs that matter",
  pitfall: "by gradients weights get small, never exactly 0, and jitter around it: proximalL1 makes them 0",
  reference: "Tibshirani 1996",
  seeAlso: ["l2", "elastic", "proximalL1"],
} as const;

/** A penalty λΣ|w| on weights: `train(model, data, { penalty: l1(1e-4) })`. */
export const l1 = withCard(
  (strength: number, options: RegularizerOptions = {}): Regularizer =>
    createRegularizer("l1", { l1: strength }, about, options, (w, { l1 }) => w.abs().sum().mul(l1)),
  { about },
);
