import type { Card } from "@kaviar/base/card";
import type { Tensor } from "@kaviar/tensor";

/** What a loss expects of its targets. */
export type TargetKind =
  /** Numbers, shaped as the prediction. */
  | "values"
  /** Integers in [0, C), one less axis than the prediction. */
  | "classes"
  /** A distribution over the last axis. */
  | "oneHot"
  /** 0 or 1, shaped as the prediction; between them where labels are soft. */
  | "binary"
  /** −1 or 1, shaped as the prediction; 0 is taken for −1. */
  | "signs"
  /** A whole number for each row: those with the same one belong together. */
  | "groups"
  /** A sequence of class numbers for each row, padded at its end: [N, S] for predictions [N, T, C]. */
  | "sequences"
  /** Nothing: the loss looks at the prediction alone. */
  | "none";

/**
 * How far a prediction is from its target: one number for each position, so that rows can be weighted. The last axis of
 * a prediction is reduced (by mean for values, by sum over classes), the others are kept: [N, C] gives [N], [N, T, C]
 * gives [N, T]. One column of predictions and plain targets, [N, 1] and [N], are the same numbers.
 *
 * Losses without parameters are losses as they stand (`meanSquaredError`); those with parameters are made
 * (`huber({ delta: 2 })`, or `huber()` with the usual ones).
 */
export interface Loss {
  (prediction: Tensor, target: Tensor): Tensor;
  readonly about: Card;
  readonly target: TargetKind;
  /** What it was made with, where it was made: `huber({ delta: 2 })`. */
  readonly options?: object;
  /** Predictions are logits: this turns them into what metrics look at (probabilities). */
  readonly link?: "softmax" | "sigmoid";
  /** The smallest target that makes sense: 0 for counts. */
  readonly least?: number;
  /** How many numbers of a prediction's last axis belong to one target: 2 for a mean and a variance. */
  readonly predictionsPerTarget?: number;
  /** Targets with this label do not count. */
  readonly ignored?: number;
  /** The class that says nothing, and pads sequences of classes. */
  readonly blank?: number;
}

/**
 * A loss of several outputs of a model together, by their names: `{ left, right }` are the two codes of a pair. Like any
 * other it gives one number a row; one tensor is refused.
 */
export interface JointLoss extends Loss {
  (prediction: Readonly<Record<string, Tensor>> | Tensor, target?: Tensor): Tensor;
  /** The names of the outputs it looks at. */
  readonly outputs: readonly string[];
}
