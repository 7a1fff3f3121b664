import type { Metric } from "@kaviar/nn";
import type { Target } from "../../contract/target.ts";
import { TableError } from "../../error.ts";
import { scoreAll } from "../../pipeline/score.ts";

/** Metrics that compare numbers: some have a value of probabilities too, which is none that anybody asks for. */
const ofNumbers: ReadonlySet<string> = new Set([
  "cosineSimilarity",
  "explainedVariance",
  "mae",
  "mape",
  "maxError",
  "medianAbsoluteError",
  "mse",
  "msle",
  "r2",
  "rmse",
]);

/** A metric of numbers refuses probabilities, and the other way round: that is said before a search, not by each fit. */
export const checkMetric = (metric: Metric, target: Target): void => {
  let score: number | undefined;
  let cause: unknown;
  try {
    score = scoreAll([metric], target, constantOf(target))[metric.name];
  } catch (error) {
    cause = error;
  }
  const isClasses = target.task === "classes";
  const isOther = isClasses && ofNumbers.has(metric.name);
  if (score !== undefined && !Number.isNaN(score) && !isOther) return;
  const kind = isClasses ? `probabilities of ${target.classes.length} classes` : "numbers";
  throw new TableError("options", `A metric scores what is predicted: ${metric.name} has no value of ${kind}.`, {
    remedy: isClasses ? "Choose another, such as logLoss or accuracy." : "Choose another, such as rmse or mae.",
    cause,
  });
};

/** Every class as likely as the others, or the mean. */
const constantOf = (target: Target): Float64Array => {
  if (target.task === "classes") {
    const { classes, codes } = target;
    return new Float64Array(codes.length * classes.length).fill(1 / classes.length);
  }
  const values = target.task === "numbers" ? target.values : new Float64Array(0);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return new Float64Array(values.length).fill(mean);
};
