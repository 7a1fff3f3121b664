import type { Card } from "@kaviar/base/card";
import type { OptionsOf } from "@kaviar/base/check";
import { insideUnit } from "../metrics/contract/inside-unit.ts";
import { options } from "../options.ts";
import { createLoss, createLossFactory } from "./contract/create-loss.ts";

const read = options("pinball", {
  /** The share of targets that is to lie below the prediction. */
  quantile: insideUnit.default(0.5),
});

export type PinballOptions = OptionsOf<typeof read>;

const about: Card = {
  name: "Pinball (quantile)",
  formula: "max(q(y − ŷ), (1 − q)(ŷ − y)), q = 0.5",
  range: "[0, ∞)",
  use: "intervals: train one model for the quantile q = 0.05 and one for 0.95",
  pitfall: "q = 0.5 is half of the absolute error; quantiles of separate models may cross",
  reference: "Koenker & Bassett 1978",
  seeAlso: ["pinballError", "meanAbsoluteError"],
};

/**
 * With q the quantile: q(y − ŷ) where ŷ is too low, (1 − q)(ŷ − y) where it is too high, averaged over the last axis.
 *
 * ```ts
 * pinball({ quantile: 0.9 })      // nine of ten targets lie below the prediction
 * ```
 */
export const pinball = createLossFactory(read, about, ({ quantile }) =>
  createLoss("pinball", { target: "values", about }, (prediction, target) => {
    const missing = target.sub(prediction);
    return missing.mul(quantile).add(missing.neg().relu()).mean(-1);
  }),
);
