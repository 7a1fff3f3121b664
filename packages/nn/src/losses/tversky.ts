import type { Card } from "@kaviar/base/card";
import { notNegative, type OptionsOf, positive } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createLoss, createLossFactory } from "./contract/create-loss.ts";
import { overlapOf } from "./contract/overlap.ts";

const read = options("tversky", {
  /** What a false positive counts. */
  alpha: notNegative.default(0.3),
  /** What a false negative counts. */
  beta: notNegative.default(0.7),
  /** Added above and below: an example without any positive is then no division by 0. */
  smooth: positive.default(1),
});

export type TverskyOptions = OptionsOf<typeof read>;

const about: Card = {
  name: "Tversky",
  formula: "1 − (TP + s) / (TP + α·FP + β·FN + s), α = 0.3, β = 0.7, s = 1",
  range: "[0, 1]",
  use: "masks where a missed pixel costs more than a false one",
  pitfall: "α = β = 0.5 is the Dice loss, with half of its s",
  reference: "Salehi et al. 2017",
  seeAlso: ["dice"],
};

/** 1 − (TP + s) / (TP + α·FP + β·FN + s), over all of an example: [N, …] gives [N]. */
export const tversky = createLossFactory(read, about, ({ alpha, beta, smooth }) =>
  createLoss("tversky", { target: "binary", about }, (prediction, target) => {
    const { both, onlyPredicted, onlyTarget } = overlapOf(prediction, target);
    const agreed = both.add(smooth);
    return agreed
      .div(agreed.add(onlyPredicted.mul(alpha)).add(onlyTarget.mul(beta)))
      .neg()
      .add(1);
  }),
);
