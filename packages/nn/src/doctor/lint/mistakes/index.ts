import type { Chart } from "../../chart/chart.ts";
import type { StaticCode } from "../../contract/finding.ts";
import type { Rule } from "../../contract/rule.ts";
import { classImbalance } from "../../rules/class-imbalance.ts";
import { unscaledInputs } from "../../rules/unscaled-inputs.ts";
import { createMistake, type Mistake } from "../mistake.ts";
import { activationLossMismatch } from "./activation-loss-mismatch.ts";
import { biasBeforeBatchNorm } from "./bias-before-batch-norm.ts";
import { constantInitialization } from "./constant-initialization.ts";
import { countsUnderSquaredError } from "./counts-under-squared-error.ts";
import { dropoutBeforeBatchNorm } from "./dropout-before-batch-norm.ts";
import { duplicateRowsAcrossSplit } from "./duplicate-rows-across-split.ts";
import { initializerActivationMismatch } from "./initializer-activation-mismatch.ts";
import { labelsOutOfRange } from "./labels-out-of-range.ts";
import { labelsUnderHinge } from "./labels-under-hinge.ts";
import { missingActivation } from "./missing-activation.ts";
import { outliersUnderSquaredError } from "./outliers-under-squared-error.ts";
import { rateOutOfRange } from "./rate-out-of-range.ts";
import { stepInHiddenLayer } from "./step-in-hidden-layer.ts";
import { widthBottleneck } from "./width-bottleneck.ts";

/** What a rule sees before the first step. */
const beforehand = ({ look, ...rule }: Rule): Mistake =>
  createMistake({
    ...rule,
    look: ({ admission }, thresholds) => {
      const chart: Chart = { ...admission, losses: [], epochs: [], checkups: [], landscapes: [] };
      return look(chart, thresholds);
    },
  });

/** All mistakes that show before the first step. */
export const mistakes = {
  "activation-loss-mismatch": activationLossMismatch,
  "missing-activation": missingActivation,
  "step-in-hidden-layer": stepInHiddenLayer,
  "bias-before-batch-norm": biasBeforeBatchNorm,
  "dropout-before-batch-norm": dropoutBeforeBatchNorm,
  "constant-initialization": constantInitialization,
  "initializer-activation-mismatch": initializerActivationMismatch,
  "unscaled-inputs": beforehand(unscaledInputs),
  "labels-out-of-range": labelsOutOfRange,
  "class-imbalance": beforehand(classImbalance),
  "duplicate-rows-across-split": duplicateRowsAcrossSplit,
  "rate-out-of-range": rateOutOfRange,
  "outliers-under-squared-error": outliersUnderSquaredError,
  "counts-under-squared-error": countsUnderSquaredError,
  "labels-under-hinge": labelsUnderHinge,
  "width-bottleneck": widthBottleneck,
} as const satisfies { readonly [Code in StaticCode]: Mistake };
