import type { Card } from "@kaviar/base/card";
import { checkOption } from "../check-option.ts";
import { createLoss, createLossFactory } from "./contract/create-loss.ts";
import { overlapOf } from "./contract/overlap.ts";

export interface DiceOptions {
  /** Added above and below: an example without any positive is then no division by 0. */
  readonly smooth?: number;
}

const about: Card = {
  name: "Dice",
  formula: "1 − (2Σpy + s) / (Σp + Σy + s), s = 1",
  range: "[0, 1]",
  use: "masks of images where few pixels are positive; the model ends in sigmoid",
  pitfall: "one number for each example, not for each pixel; s matters for small masks",
  reference: "Milletari et al. 2016",
  seeAlso: ["tversky", "sigmoidFocal"],
};

/** 1 − (2Σpy + s) / (Σp + Σy + s) of probabilities p, over all of an example: [N, …] gives [N]. */
export const dice = createLossFactory("dice", about, ({ smooth = 1 }: DiceOptions) => {
  checkOption("dice", "a finite smooth > 0", smooth, smooth > 0 && smooth < Infinity);
  return createLoss("dice", { target: "binary", about }, (prediction, target) => {
    const { both, onlyPredicted, onlyTarget } = overlapOf(prediction, target);
    const agreed = both.mul(2).add(smooth);
    return agreed.div(agreed.add(onlyPredicted).add(onlyTarget)).neg().add(1);
  });
});
