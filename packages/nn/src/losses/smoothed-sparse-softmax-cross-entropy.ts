import type { Card } from "@kaviar/base/card";
import { checkOption } from "../check-option.ts";
import { createLossFactory, createSparseLoss } from "./contract/create-loss.ts";

export interface SmoothedSparseSoftmaxCrossEntropyOptions {
  /** ε: how much of the target is spread over all classes. */
  readonly smoothing?: number;
}

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
export const smoothedSparseSoftmaxCrossEntropy = createLossFactory(
  "smoothedSparseSoftmaxCrossEntropy",
  about,
  ({ smoothing = 0.1 }: SmoothedSparseSoftmaxCrossEntropyOptions) => {
    checkOption("smoothedSparseSoftmaxCrossEntropy", "smoothing in [0, 1)", smoothing, smoothing >= 0 && smoothing < 1);
    return createSparseLoss(
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
    );
  },
);
