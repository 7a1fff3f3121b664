import type { DynamicCode } from "../contract/finding.ts";
import type { Rule } from "../contract/rule.ts";
import { batchNormUnsettled } from "./batch-norm-unsettled.ts";
import { batchTooLarge } from "./batch-too-large.ts";
import { batchTooSmall } from "./batch-too-small.ts";
import { classImbalance } from "./class-imbalance.ts";
import { covariateShift } from "./covariate-shift.ts";
import { deadUnits } from "./dead-units.ts";
import { dyingRelu } from "./dying-relu.ts";
import { explodingGradient } from "./exploding-gradient.ts";
import { ineffectiveRegularization } from "./ineffective-regularization.ts";
import { inputShift } from "./input-shift.ts";
import { majorityClass } from "./majority-class.ts";
import { notANumber } from "./not-a-number.ts";
import { notLearning } from "./not-learning.ts";
import { oscillation } from "./oscillation.ts";
import { overfitting } from "./overfitting.ts";
import { overtraining } from "./overtraining.ts";
import { plateau } from "./plateau.ts";
import { rateTooHigh } from "./rate-too-high.ts";
import { rateTooLow } from "./rate-too-low.ts";
import { saddle } from "./saddle.ts";
import { saturation } from "./saturation.ts";
import { symmetricUnits } from "./symmetric-units.ts";
import { underfitting } from "./underfitting.ts";
import { unscaledInputs } from "./unscaled-inputs.ts";
import { unusedInputs } from "./unused-inputs.ts";
import { validationEasier } from "./validation-easier.ts";
import { vanishingGradient } from "./vanishing-gradient.ts";

/** All rules, causes before what they cause. */
export const rules = {
  "not-a-number": notANumber,
  "symmetric-units": symmetricUnits,
  "exploding-gradient": explodingGradient,
  "rate-too-high": rateTooHigh,
  "unscaled-inputs": unscaledInputs,
  "dying-relu": dyingRelu,
  saturation,
  "vanishing-gradient": vanishingGradient,
  "dead-units": deadUnits,
  "covariate-shift": covariateShift,
  "batch-too-small": batchTooSmall,
  saddle,
  "rate-too-low": rateTooLow,
  "batch-norm-unsettled": batchNormUnsettled,
  "batch-too-large": batchTooLarge,
  oscillation,
  "class-imbalance": classImbalance,
  "majority-class": majorityClass,
  overfitting,
  overtraining,
  "ineffective-regularization": ineffectiveRegularization,
  "input-shift": inputShift,
  "validation-easier": validationEasier,
  "unused-inputs": unusedInputs,
  underfitting,
  plateau,
  "not-learning": notLearning,
} as const satisfies { readonly [Code in DynamicCode]: Rule };
