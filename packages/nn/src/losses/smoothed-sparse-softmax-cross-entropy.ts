import type { Card } from "@kaviar/base/card";
import { type OptionsOf, share } from "@kaviar/base/check";
import { options } from "../options.ts";
import { createLossFactory, createSparseLoss } from "./contract/create-loss.ts";

const read = options("smoothedSparseSoftmaxCrossEntropy", {
  /** ε: how much of the target is spread over all classes. */
  smoothing: share.default(0.1),
});

export type SmoothedSparseSoftmaxCrossEntropyOptions = OptionsOf<typeof read>;

const about: Card = {
  name: "Sparse softmax cross-entropy with label smoothing",
  formula: "−(1 − ε) log softmax(z)_y − (ε/C) Σⱼ log softmax(z)ⱼ, ε = 0.1",
  range: "[0, ∞)",
  use: "classifiers that are too sure of themselves; noisy labels",
  pitfall: "its least value is not 0: compare it with itself only",
  reference: "Szegedy et al. 2016",
  seeAlso: ["smoothedSoftmaxCrossEntropy", "sparseSoftmaxCrossEntropy"],
};

/** Softmax cross-entropy of class numbers, ε of the target spread over all classes. */
export const smoothedSparseSoftmaxCrossEntropy = createLossFactory(read, about, ({ smoothing }) =>
  createSparseLoss(
    "smoothedSparseSoftmaxCrossEntropy",
    { target: "classes", link: "softmax", about },
    (scores, labels) => {
      const log = scores.logSoftmax(-1);
      const given = log
        .takeAlongAxis(labels, -1)
        .squeeze(-1)
        .mul(1 - smoothing);
      return given.add(log.mean(-1).mul(smoothing)).neg();
    },
  ),
);
