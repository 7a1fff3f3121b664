import type * as nn from "@kaviar/nn";
import type { Metric } from "@kaviar/nn";
import { TableError } from "../../error.ts";

/** A scorer of scikit-learn, by its name; those of classes, what they look at. */
interface Scoring {
  readonly scoring: string;
  readonly task: "classes" | "numbers";
  /** Whether it is about one of two classes, looks at probabilities, or at their order. */
  readonly about?: "positive" | "probabilities" | "order";
}

type MetricName = {
  [Name in keyof typeof nn]: (typeof nn)[Name] extends Metric ? Name : never;
}[keyof typeof nn];

const classes = (scoring: string, about?: Scoring["about"]): Scoring =>
  about ? { scoring, task: "classes", about } : { scoring, task: "classes" };
const numbers = (scoring: string): Scoring => ({ scoring, task: "numbers" });

/** Every metric of nn. */
const scorings: { readonly [Name in MetricName]: Scoring | string } = {
  accuracy: classes("accuracy"),
  balancedAccuracy: classes("balanced_accuracy"),
  brier: classes("neg_brier_score", "probabilities"),
  cohenKappa: "make_scorer(cohen_kappa_score) is one.",
  cosineSimilarity: "Its metrics compare numbers, and no vectors.",
  expectedCalibrationError: "It draws calibration_curve, and sums none up.",
  explainedVariance: numbers("explained_variance"),
  f1: classes("f1", "positive"),
  intersectionOverUnion: classes("jaccard", "positive"),
  logLoss: classes("neg_log_loss", "probabilities"),
  mae: numbers("neg_mean_absolute_error"),
  mape: numbers("neg_mean_absolute_percentage_error"),
  matthewsCorrelation: classes("matthews_corrcoef"),
  maxError: numbers("neg_max_error"),
  medianAbsoluteError: numbers("neg_median_absolute_error"),
  mse: numbers("neg_mean_squared_error"),
  msle: numbers("neg_mean_squared_log_error"),
  prAuc: classes("average_precision", "positive"),
  precision: classes("precision", "positive"),
  r2: numbers("r2"),
  recall: classes("recall", "positive"),
  rmse: numbers("neg_root_mean_squared_error"),
  rocAuc: classes("roc_auc", "order"),
};

/** The scorer of a metric. Those whose name begins with `neg_` are losses with the sign turned. */
export const scoringOf = (metric: Metric): Scoring => {
  const found = Object.hasOwn(scorings, metric.name) ? scorings[metric.name as MetricName] : "It is one of your own.";
  if (typeof found !== "string") return found;
  throw new TableError(
    "export",
    `A script for scikit-learn scores by a metric of its own: \`${metric.name}\` has none there. ${found}`,
  );
};
