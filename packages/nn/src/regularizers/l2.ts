import { withCard } from "@kaviar/base/card";
import { notNegative, type OptionsOf } from "@kaviar/base/check";
import { argument, options } from "../options.ts";
import { createRegularizer, regularizerOptions } from "./contract/create-regularizer.ts";
import type { Regularizer } from "./contract/regularizer.ts";

const checkStrength = argument("l2", "strength", notNegative.remedy("0 turns it off."));
const read = options("l2", regularizerOptions);

export type L2Options = OptionsOf<typeof read>;

const about = {
  name: "L2 (ridge)",
  formula: "λΣw², gradient 2λw",
  use: "against overfitting: many small weights in place of a few large ones",
  pitfall:
    "under Adam the gradient 2λw is divided by √v̂ as the loss's is: use decay (adamw). Texts with λ/2 Σw² mean half of this λ; under plain SGD it is decay 2λ",
  reference: "Hoerl & Kennard 1970",
  seeAlso: ["decay", "adamw", "l1", "elastic"],
} as const;

/** A penalty λΣw² on weights: `train(model, data, { penalty: l2(1e-4) })`. */
export const l2 = withCard(
  (strength: number, given: L2Options = {}): Regularizer =>
    createRegularizer("l2", { l2: checkStrength(strength) }, about, read(given).where, (w, { l2 }) =>
      w.square().sum().mul(l2),
    ),
  { about },
);
