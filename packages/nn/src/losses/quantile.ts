import type { Card } from "../cards/card.ts";
import { checkOption } from "../check-option.ts";
import { createLoss, createLossFactory } from "./contract/create-loss.ts";

export interface QuantileOptions {
  /** The share of targets that is to lie below the prediction. */
  readonly q?: number;
}

const about: Card = {
  name: "Quantile (pinball)",
  formula: "max(q(y − ŷ), (1 − q)(ŷ − y)), q = 0.5",
  range: "[0, ∞)",
  use: "intervals: train one model for q = 0.05 and one for 0.95",
  pitfall: "q = 0.5 is half of the absolute error; quantiles of separate models may cross",
  reference: "Koenker & Bassett 1978",
  seeAlso: ["meanAbsoluteError"],
};

/**
 * q(y − ŷ) where ŷ is too low, (1 − q)(ŷ − y) where it is too high, averaged over the last axis.
 *
 * ```ts
 * quantile({ q: 0.9 })      // nine of ten targets lie below the prediction
 * ```
 */
export const quantile = createLossFactory("quantile", about, ({ q = 0.5 }: QuantileOptions) => {
  checkOption("quantile", "q between 0 and 1", q, q > 0 && q < 1);
  return createLoss("quantile", { target: "values", about }, (prediction, target) => {
    const missing = target.sub(prediction);
    return missing.mul(q).add(missing.neg().relu()).mean(-1);
  });
});
