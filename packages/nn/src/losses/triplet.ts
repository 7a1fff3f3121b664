import type { Card } from "@kaviar/base/card";
import { type OptionsOf, positive } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createJointLoss, createLossFactory } from "./contract/create-loss.ts";

const read = options("triplet", {
  /** How much farther the other one is to be than the one that is alike. */
  margin: positive.default(1),
});

export type TripletOptions = OptionsOf<typeof read>;

const about: Card = {
  name: "Triplet",
  formula: "max(0, ‖a − p‖ − ‖a − n‖ + m), m = 1",
  range: "[0, ∞)",
  use: "codes in which what is alike lies close together, learned from triples of rows",
  pitfall:
    "most triples are soon easy and teach nothing: choose hard ones, or let batchHardTriplet choose; the outputs are named anchor, positive, negative",
  reference: "Schroff et al. 2015",
  seeAlso: ["batchHardTriplet", "contrastive", "infoNce"],
};

/** max(0, ‖a − p‖ − ‖a − n‖ + m) of a model with the outputs { anchor, positive, negative }, each [N, k]; needs no y. */
export const triplet = createLossFactory(read, about, ({ margin }) =>
  createJointLoss(
    "triplet",
    ["anchor", "positive", "negative"],
    { target: "none", about },
    ({ anchor, positive, negative }) =>
      anchor.sub(positive).norm(-1).sub(anchor.sub(negative).norm(-1)).add(margin).relu(),
  ),
);
