import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf } from "@kaviar/base/check";
import { argument, options } from "../options.ts";
import { createRegularizer, regularizerOptions } from "./contract/create-regularizer.ts";
import type { Regularizer } from "./contract/regularizer.ts";

const checkStrength = argument("l1", "strength", notNegative.remedy("0 turns it off."));
const read = options("l1", regularizerOptions);

export type L1Options = OptionsOf<typeof read>;

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
  (strength: number, given: L1Options = {}): Regularizer =>
    createRegularizer("l1", { l1: checkStrength(strength) }, about, read(given).where, (w, { l1 }) =>
      w.abs().sum().mul(l1),
    ),
  { about },
);
