import type { Finding } from "@kaviar/base/finding";
import type { RemedyName } from "../remedies/remedies.ts";

/** What can be seen of a run only while it goes on. */
export type DynamicCode =
  | "not-a-number"
  | "exploding-gradient"
  | "rate-too-high"
  | "symmetric-units"
  | "dying-relu"
  | "saturation"
  | "dead-units"
  | "vanishing-gradient"
  | "unscaled-inputs"
  | "rate-too-low"
  | "oscillation"
  | "majority-class"
  | "overfitting"
  | "overtraining"
  | "underfitting"
  | "plateau"
  | "batch-norm-unsettled"
  | "ineffective-regularization"
  | "unused-inputs"
  | "input-shift"
  | "validation-easier"
  | "class-imbalance"
  | "batch-too-large"
  | "batch-too-small"
  | "covariate-shift"
  | "saddle"
  | "not-learning";

/** What shows before the first step. */
export type StaticCode =
  | "activation-loss-mismatch"
  | "missing-activation"
  | "step-in-hidden-layer"
  | "bias-before-batch-norm"
  | "dropout-before-batch-norm"
  | "constant-initialization"
  | "initializer-activation-mismatch"
  | "unscaled-inputs"
  | "labels-out-of-range"
  | "class-imbalance"
  | "duplicate-rows-across-split"
  | "rate-out-of-range"
  | "outliers-under-squared-error"
  | "counts-under-squared-error"
  | "labels-under-hinge"
  | "width-bottleneck";

/** What is seen of a run's training: as any finding, with the layer, what the code means, and remedies a program can apply. */
export interface TrainingFinding<Code extends string = DynamicCode | StaticCode>
  extends Omit<Finding<Code>, "place" | "remedies" | "since"> {
  /** The path of a layer or a parameter. */
  readonly layer?: string;
  /** The step at which it was first seen. */
  readonly since: number;
  /** What the code means, in plain words. */
  readonly explanation: string;
  readonly remedies: readonly { readonly name: RemedyName; readonly text: string }[];
}
