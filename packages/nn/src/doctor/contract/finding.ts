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
  | "not-learning";

/** What is seen of a run's training: as any finding, with the layer, what the code means, and remedies a program can apply. */
export interface TrainingFinding extends Omit<Finding<DynamicCode>, "place" | "remedies" | "since"> {
  /** The path of a layer or a parameter. */
  readonly layer?: string;
  /** The step at which it was first seen. */
  readonly since: number;
  /** What the code means, in plain words. */
  readonly explanation: string;
  readonly remedies: readonly { readonly name: RemedyName; readonly text: string }[];
}
