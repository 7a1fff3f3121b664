import type { Tensor } from "@kaviar/tensor";
import type { Card } from "../cards/card.ts";

/** What a loss expects of its targets. */
export type TargetKind =
  /** Numbers, shaped as the prediction. */
  | "values"
  /** Integers in [0, C), one less axis than the prediction. */
  | "classes"
  /** A distribution over the last axis. */
  | "oneHot"
  /** 0 or 1, shaped as the prediction. */
  | "binary"
  /** −1 or 1, shaped as the prediction; 0 is taken for −1. */
  | "signs";

/**
 * How far a prediction is from its target: one number for each position, so that rows can be weighted. The last axis of
 * a prediction is reduced (by mean for values, by sum over classes), the others are kept: [N, C] gives [N], [N, T, C]
 * gives [N, T].
 */
export interface Loss {
  (prediction: Tensor, target: Tensor): Tensor;
  readonly about: Card;
  readonly target: TargetKind;
  /** Predictions are logits: this turns them into what metrics look at (probabilities). */
  readonly link?: "softmax" | "sigmoid";
}
