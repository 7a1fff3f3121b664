import type { Card } from "@kaviar/base/card";
import { type OptionsOf, positive } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createLoss, createLossFactory } from "./contract/create-loss.ts";
import { overlapOf } from "./contract/overlap.ts";

const read = options("dice", {
  /** Added above and below: an example without any positive is then no division by 0. */
  smooth: positive.default(1),
});

export type DiceOptions = OptionsOf<typeof read>;

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
export const dice = createLossFactory(read, about, ({ smooth }) =>
  createLoss("dice", { target: "binary", about }, (prediction, target) => {
    const { both, onlyPredicted, onlyTarget } = overlapOf(prediction, target);
    const agreed = both.mul(2).add(smooth);
    return agreed.div(agreed.add(onlyPredicted).add(onlyTarget)).neg().add(1);
  }),
);
