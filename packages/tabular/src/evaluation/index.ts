export type { BothSides, FoldScores } from "./both-sides.ts";
export { type Choice, type CrossValidateOptions, type CrossValidation, crossValidate } from "./cross-validate.ts";
export type { FoldOptions } from "./fold-options.ts";
export type { Interval } from "./interval.ts";
export { type Explanation, type KernelShapOptions, kernelShap } from "./kernel-shap.ts";
export { type LearningCurveOptions, type LearningPoint, learningCurve } from "./learning-curve.ts";
export {
  type DependenceColumns,
  type DependenceValues,
  type PartialDependence,
  type PartialDependenceOptions,
  partialDependence,
} from "./partial-dependence.ts";
export {
  type ColumnImportance,
  type PermutationImportanceOptions,
  permutationImportance,
} from "./permutation-importance.ts";
export { type SplitOptions, split, type TableSplit } from "./split.ts";
export { type ValidationCurveOptions, type ValidationPoint, validationCurve } from "./validation-curve.ts";
