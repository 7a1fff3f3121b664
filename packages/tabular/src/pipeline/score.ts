import { accuracy, logLoss, type Metric, mae, r2, rmse, type Scores } from "@kaviar/nn";
import type { Target } from "../contract/target.ts";
import { TableError } from "../error.ts";

/** Scores by the name of the metric. */
export type ScoresByName = Readonly<Record<string, number>>;

/** What is measured where nothing is said. */
export const usualMetrics = (task: Target["task"]): readonly Metric[] =>
  task === "classes" ? [accuracy, logLoss] : [rmse, mae, r2];

/** Probabilities as metrics take them: of two classes the second one's alone. */
const scoresOf = (target: Target, values: Float64Array): Scores => {
  if (target.task !== "classes") return values;
  const count = target.classes.length;
  if (count > 2) return { data: values, shape: [values.length / count, count] };
  return Float64Array.from({ length: values.length / 2 }, (_, row) => values[2 * row + 1]!);
};

/** What metrics say of numbers or probabilities, beside the targets. */
export const scoreAll = (
  metrics: readonly Metric[],
  target: Target,
  values: Float64Array,
  weights?: ArrayLike<number>,
): ScoresByName => {
  if (target.task === "anomalies") {
    throw new TableError("target", "Scores compare predictions with a target: this model has none.");
  }
  const actual = target.task === "classes" ? target.codes : target.values;
  const predicted = scoresOf(target, values);
  return Object.fromEntries(metrics.map((metric) => [metric.name, metric(predicted, actual, weights)]));
};
