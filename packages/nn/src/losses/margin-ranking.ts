import type { Card } from "@kaviar/base/card";
import { notNegative, type OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import { alignTarget } from "./contract/align.ts";
import { createJointLoss, createLossFactory } from "./contract/create-loss.ts";
import { signsOf } from "./contract/signs.ts";

const read = options("marginRanking", {
  /** How much higher the score of the better one is to be. */
  margin: notNegative.default(0),
});

export type MarginRankingOptions = OptionsOf<typeof read>;

const about: Card = {
  name: "Margin ranking",
  formula: "max(0, −y(l − r) + m), m = 0",
  range: "[0, ∞)",
  use: "learning to rank from pairs: y = 1 where the left one is to score higher, −1 where the right one is",
  pitfall: "only differences of scores are learned; with m = 0 the same score for all rows costs nothing",
  reference: "Herbrich, Graepel & Obermayer 1999",
  seeAlso: ["hinge", "triplet"],
};

/** max(0, −y(l − r) + m) of the scores of a model with the outputs { left, right }; y is 1 or −1 (or 1 or 0). */
export const marginRanking = createLossFactory(read, about, ({ margin }) =>
  createJointLoss("marginRanking", ["left", "right"], { target: "signs", about }, ({ left, right }, target) => {
    const [difference, wins] = alignTarget("marginRanking", left.sub(right), target);
    return difference.mul(signsOf(wins)).neg().add(margin).relu().mean(-1);
  }),
);
