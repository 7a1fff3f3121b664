import { ModelError } from "../../error.ts";
import { type Labelled, labelled, type ThresholdOptions } from "./labels.ts";
import type { Scores } from "./metric.ts";

/** What count metrics are made of: weighted counts of (actual, predicted), and their sums. */
export interface Confusion {
  readonly classes: number;
  /** Row-major, [actual, predicted]. */
  readonly counts: Float64Array;
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  readonly right: Float64Array;
  readonly total: number;
  /** Classes that some row has, as its target or as its prediction. */
  readonly present: readonly number[];
}

const mostClasses = 10_000;

const countConfusion = ({ predicted, actual, classes, weights }: Labelled): Confusion => {
  if (classes > mostClasses) {
    throw new ModelError("labels", `A confusion matrix is made for up to ${mostClasses} classes: got ${classes}.`, {
      remedy: "Number the classes from 0 on, without gaps.",
    });
  }
  const counts = new Float64Array(classes * classes);
  const seen = new Uint8Array(classes);
  for (let i = 0; i < actual.length; i++) {
    counts[actual[i]! * classes + predicted[i]!]! += weights ? weights[i]! : 1;
    seen[actual[i]!] = 1;
    seen[predicted[i]!] = 1;
  }
  const sums = { actual: new Float64Array(classes), predicted: new Float64Array(classes) };
  const right = new Float64Array(classes);
  let total = 0;
  for (let a = 0; a < classes; a++) {
    right[a] = counts[a * classes + a]!;
    for (let p = 0; p < classes; p++) {
      const count = counts[a * classes + p]!;
      sums.actual[a]! += count;
      sums.predicted[p]! += count;
      total += count;
    }
  }
  const present = Array.from({ length: classes }, (_, c) => c).filter((c) => seen[c] === 1);
  return { classes, counts, ...sums, right, total, present };
};

export const confusionOf = (
  metric: string,
  prediction: Scores,
  target: Scores,
  weights?: ArrayLike<number>,
  options?: ThresholdOptions,
): Confusion => countConfusion(labelled(metric, prediction, target, weights, options));
