import type { Card } from "@kaviar/base/card";
import { type OptionsOf, positive } from "@kaviar/base/check";
import { concat, eye } from "@kaviar/tensor";
import { options } from "../options.ts";
import { createJointLoss, createLossFactory } from "./contract/create-loss.ts";
import { unitOf } from "./contract/length-of.ts";

const read = options("ntXent", {
  /** What cosines are divided by: the lower, the more the hardest of the others count. */
  temperature: positive.default(0.5),
});

export type NtXentOptions = OptionsOf<typeof read>;

const about: Card = {
  name: "NT-Xent",
  formula: "−log(exp(cᵢⱼ/τ) / Σ_{k≠i} exp(cᵢₖ/τ)), j the other view of i among the 2N codes of the batch, τ = 0.5",
  range: "[0, ∞)",
  use: "learning from images without labels (SimCLR): two augmented views of a row are to have one code",
  pitfall:
    "wants large batches, and strong augmentation; its height follows from the batch (log(2N − 1) where nothing is learned)",
  reference: "Chen et al. 2020",
  seeAlso: ["infoNce", "batchHardTriplet"],
};

/** Which of the 2N − 1 other codes is the other view, of a model with the outputs { left, right }, each [N, k]; needs no y. */
export const ntXent = createLossFactory(read, about, ({ temperature }) =>
  createJointLoss("ntXent", ["left", "right"], { target: "none", about }, ({ left, right }) => {
    const rows = left.shape[0]!;
    const codes = unitOf(concat([left, right]));
    const cosines = codes.matmul(codes.transpose()).div(temperature);
    const others = eye(2 * rows)
      .equal(1)
      .where(-Infinity, cosines)
      .logSumExp(-1);
    const pairs = unitOf(left).mul(unitOf(right)).sum(-1).div(temperature);
    return others
      .slice([0, rows])
      .add(others.slice([rows, 2 * rows]))
      .mul(0.5)
      .sub(pairs);
  }),
);
