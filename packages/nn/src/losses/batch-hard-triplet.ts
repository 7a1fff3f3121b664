import type { Card } from "@kaviar/base/card";
import { type OptionsOf, positive } from "@kaviar/base/check";
import { eye, stopGradient, type Tensor } from "@kaviar/tensor";
import { options } from "../options.ts";
import { createFreeLoss, createLossFactory } from "./contract/create-loss.ts";

const read = options("batchHardTriplet", {
  /** How much farther the nearest of another group is to be than the farthest of the same one. */
  margin: positive.default(1),
});

export type BatchHardTripletOptions = OptionsOf<typeof read>;

const about: Card = {
  name: "Batch-hard triplet",
  formula: "max(0, max_p ‖a − p‖ − min_n ‖a − n‖ + m) over the batch, m = 1",
  range: "[0, ∞)",
  use: "codes of faces, places, voices: `y` says who is who, the loss finds the hardest pairs of each batch",
  pitfall:
    "needs several rows of a group in each batch (balanced: true, or balancedBatches); an anchor that has none counts 0. A loss that stays at m is a model that gives the same code to all: lower the rate",
  reference: "Hermans, Beyer & Leibe 2017",
  seeAlso: ["triplet", "contrastive", "infoNce"],
};

/** ‖a − b‖² of all pairs, up to rounding: |a|² + |b|² − 2a·b. */
const squaredDistances = (codes: Tensor): Tensor => {
  const squares = codes.square().sum(-1);
  return squares.expandDims(-1).add(squares).sub(codes.matmul(codes.transpose()).mul(2));
};

/** Each row as an anchor, against the farthest row of its group and the nearest one of another: codes [N, k], y [N]. */
export const batchHardTriplet = createLossFactory(read, about, ({ margin }) =>
  createFreeLoss("batchHardTriplet", { target: "groups", about }, (codes, groups: Tensor) => {
    const group = groups.reshape([-1]);
    const alike = group.expandDims(-1).equal(group);
    const others = alike.logicalNot();
    const partners = alike.logicalAnd(eye(group.size).equal(0));
    // Which pair is the hardest has no slope; its distance is then computed from the codes, without the cancellation.
    const apart = squaredDistances(stopGradient(codes));
    const farthest = partners.where(apart, -Infinity).argmax(-1);
    const nearest = others.where(apart, Infinity).argmin(-1);
    const distanceTo = (rows: Tensor<"int32">) => codes.sub(codes.gather(rows)).norm(-1);
    const loss = distanceTo(farthest).sub(distanceTo(nearest)).add(margin).relu();
    const counts = partners.any(-1).logicalAnd(others.any(-1));
    return counts.where(loss, 0);
  }),
);
