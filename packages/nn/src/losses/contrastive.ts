import type { Card } from "@kaviar/base/card";
import { type OptionsOf, positive } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createLoss, createLossFactory } from "./contract/create-loss.ts";

const read = options("contrastive", {
  /** How far apart different pairs are to be. */
  margin: positive.default(1),
});

export type ContrastiveOptions = OptionsOf<typeof read>;

const about: Card = {
  name: "Contrastive",
  formula: "y·d² + (1 − y)·max(0, m − d)², m = 1",
  range: "[0, ∞)",
  use: "a twin encoder that ends in the distance of the two codes",
  pitfall:
    "the prediction is a distance, not a similarity; label 1 is a pair that is alike (the paper has it the other way round)",
  reference: "Hadsell et al. 2006",
  seeAlso: ["cosineProximity"],
};

/** y·d² + (1 − y)·max(0, m − d)² of the distance d of a pair: label 1 for alike, 0 for different. */
export const contrastive = createLossFactory(read, about, ({ margin }) =>
  createLoss("contrastive", { target: "binary", about }, (distance, target) => {
    const apart = distance.neg().add(margin).relu().square();
    return target.mul(distance.square()).add(target.neg().add(1).mul(apart)).mean(-1);
  }),
);
