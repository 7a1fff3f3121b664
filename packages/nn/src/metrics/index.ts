export { accuracy } from "./accuracy.ts";
export { balancedAccuracy } from "./balanced-accuracy.ts";
export { brier } from "./brier.ts";
export {
  type Calibration,
  type CalibrationOptions,
  calibration,
  expectedCalibrationError,
  type ReliabilityBin,
} from "./calibration.ts";
export { cohenKappa, type KappaOptions } from "./cohen-kappa.ts";
export { type ConfusionMatrixOptions, confusionMatrix } from "./confusion-matrix.ts";
export type { Average, AverageOptions } from "./contract/average.ts";
export { type Adjustable, createMetric } from "./contract/create-metric.ts";
export type { ThresholdOptions } from "./contract/labels.ts";
export type { Metric, Scores, Values } from "./contract/metric.ts";
export { valuesOf } from "./contract/values.ts";
export { cosineSimilarity } from "./cosine-similarity.ts";
export { explainedVariance } from "./explained-variance.ts";
export { type FBetaOptions, f1, fBeta } from "./f-beta.ts";
export { intersectionOverUnion } from "./intersection-over-union.ts";
export { logLoss } from "./log-loss.ts";
export { mae } from "./mae.ts";
export { mape } from "./mape.ts";
export { matthewsCorrelation } from "./matthews-correlation.ts";
export { maxError } from "./max-error.ts";
export { medianAbsoluteError } from "./median-absolute-error.ts";
export { mse } from "./mse.ts";
export { msle } from "./msle.ts";
export { type PinballErrorOptions, pinballError } from "./pinball-error.ts";
export { prAuc } from "./pr-auc.ts";
export { precision } from "./precision.ts";
export { r2 } from "./r2.ts";
export { recall } from "./recall.ts";
export { rmse } from "./rmse.ts";
export { rocAuc } from "./roc-auc.ts";
export { type TopKOptions, topKAccuracy } from "./top-k-accuracy.ts";
