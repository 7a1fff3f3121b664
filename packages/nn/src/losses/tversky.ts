import type { Card } from "@kaviar/base/card";
import { checkOption } from "../check-option.ts";
import { createLoss, createLossFactory } from "./contract/create-loss.ts";
import { overlapOf } from "./contract/overlap.ts";

export interface TverskyOptions {
  /** What a false positive counts. */
  readonly alpha?: number;
  /** What a false negative counts. */
  readonly beta?: number;
  /** Added above and below: an example without any positive is then no division by 0. */
  readonly smooth?: number;
}

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
export const tversky = createLossFactory(
  "tversky",
  about,
  ({ alpha = 0.3, beta = 0.7, smooth = 1 }: TverskyOptions) => {
    checkOption("tversky", "a finite alpha ≥ 0", alpha, alpha >= 0 && alpha < Infinity);
    checkOption("tversky", "a finite beta ≥ 0", beta, beta >= 0 && beta < Infinity);
    checkOption("tversky", "a finite smooth > 0", smooth, smooth > 0 && smooth < Infinity);
    return createLoss("tversky", { target: "binary", about }, (prediction, target) => {
      const { both, onlyPredicted, onlyTarget } = overlapOf(prediction, target);
      const agreed = both.add(smooth);
      return agreed
        .div(agreed.add(onlyPredicted.mul(alpha)).add(onlyTarget.mul(beta)))
        .neg()
        .add(1);
    });
  },
);
