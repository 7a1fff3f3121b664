import type { Card } from "@kaviar/base/card";
import { flag, type OptionsOf, positive } from "@kaviar/base/check";
import type { Tensor } from "@kaviar/tensor";
import { options } from "../options.ts";
import { createJointLoss, createLossFactory } from "./contract/create-loss.ts";
import { diagonalCrossEntropy } from "./contract/diagonal-cross-entropy.ts";
import { unitOf } from "./contract/length-of.ts";

const read = options("infoNce", {
  /** What cosines are divided by: the lower, the more the hardest of the others count. */
  temperature: positive.default(0.1),
  /** Also which left one belongs to each right one, as CLIP has it: the mean of both. */
  bothWays: flag.default(false),
});

export type InfoNceOptions = OptionsOf<typeof read>;

const about: Card = {
  name: "InfoNCE",
  formula: "−log(exp(cᵢᵢ/τ) / Σⱼ exp(cᵢⱼ/τ)), cᵢⱼ the cosine of left i and right j, τ = 0.1",
  range: "[0, ∞)",
  use: "two encoders whose codes are to meet: texts and images, questions and answers; the other rows of a batch are what is wrong",
  pitfall:
    "its height follows from the number of rows that are compared (log N where nothing is learned): compare at one batch size; two rows of a batch that belong together are pushed apart",
  reference: "van den Oord, Li & Vinyals 2018",
  seeAlso: ["ntXent", "triplet", "cosineProximity"],
};

/** Which right code of the batch belongs to each left one, of a model with the outputs { left, right }, each [N, k]; needs no y. */
export const infoNce = createLossFactory(read, about, ({ temperature, bothWays }) =>
  createJointLoss("infoNce", ["left", "right"], { target: "none", about }, ({ left, right }) => {
    const cosines: Tensor = unitOf(left).matmul(unitOf(right).transpose()).div(temperature);
    const there = diagonalCrossEntropy(cosines);
    return bothWays ? there.add(diagonalCrossEntropy(cosines.transpose())).mul(0.5) : there;
  }),
);
