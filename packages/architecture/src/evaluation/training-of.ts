import {
  adamw,
  type Link,
  type LossFunction,
  meanSquaredError,
  oneCycle,
  smoothedSparseSoftmaxCrossEntropy,
  sparseSoftmaxCrossEntropy,
} from "@kaviar/nn";
import type { TrainingValues } from "../contract/training-space.ts";

/** The share of a cycle in which the rate rises. */
export const rise = 0.2;

export const lossOf = (target: "classes" | "numbers", smoothing: number): LossFunction =>
  target === "numbers"
    ? meanSquaredError
    : smoothing > 0
      ? smoothedSparseSoftmaxCrossEntropy({ smoothing })
      : sparseSoftmaxCrossEntropy;

/** One cycle: the rate rises, and falls to nothing, so that its end can be compared with the end of any other. */
export const optimizerOf = ({ rate, decay }: TrainingValues): Link =>
  adamw({ rate: oneCycle({ peak: rate, rise }), decay });
