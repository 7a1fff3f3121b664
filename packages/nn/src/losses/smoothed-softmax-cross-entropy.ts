import type { Card } from "@kaviar/base/card";
import { type OptionsOf, share } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createLoss, createLossFactory } from "./contract/create-loss.ts";

const read = options("smoothedSoftmaxCrossEntropy", {
  /** ε: how much of the target is spread over all classes. */
  smoothing: share.default(0.1),
});

export type SmoothedSoftmaxCrossEntropyOptions = OptionsOf<typeof read>;

const about: Card = {
  name: "Softmax cross-entropy with label smoothing",
  formula: "−Σⱼ ((1 − ε)yⱼ + ε/C) log softmax(z)ⱼ, ε = 0.1",
  range: "[0, ∞)",
  use: "classifiers that are too sure of themselves; noisy labels",
  pitfall: "its least value is not 0: compare it with itself only",
  reference: "Szegedy et al. 2016",
  seeAlso: ["smoothedSparseSoftmaxCrossEntropy", "softmaxCrossEntropy"],
};

/** Softmax cross-entropy with the target mixed with the uniform distribution: (1 − ε)y + ε/C. */
export const smoothedSoftmaxCrossEntropy = createLossFactory(read, about, ({ smoothing }) =>
  createLoss("smoothedSoftmaxCrossEntropy", { target: "oneHot", link: "softmax", about }, (scores, target) => {
    const log = scores.logSoftmax(-1);
    const given = target
      .mul(log)
      .sum(-1)
      .mul(1 - smoothing);
    return given.add(log.mean(-1).mul(smoothing)).neg();
  }),
);
