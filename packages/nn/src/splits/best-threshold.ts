import { withCard } from "@kaviar/base/card";
import { ModelError } from "../error.ts";
import { scored } from "../metrics/contract/labels.ts";
import type { Metric, Scores } from "../metrics/contract/metric.ts";
import { fallingOrder } from "../metrics/contract/order.ts";
import { f1 } from "../metrics/f-beta.ts";

export interface BestThreshold {
  /** Rows with a score above it are of class 1. */
  readonly threshold: number;
  /** What the metric says there. */
  readonly score: number;
}

/** Above low and not above high: the middle, where it can be told from high. */
const between = (low: number, high: number): number => {
  const middle = (low + high) / 2;
  return middle < high ? middle : low;
};

/**
 * The threshold at which a metric of classes is best, of all there are.
 *
 * ```ts
 * const { threshold } = bestThreshold(probabilities, labels, f1);
 * f1.with({ threshold })(otherProbabilities, otherLabels);
 * ```
 * Choose it on validation rows, and report on rows that neither training nor this has seen. Of equally good ones it is the
 * one nearest to 0.5.
 */
export const bestThreshold = withCard(
  (prediction: Scores, target: Scores, metric: Metric = f1, weights?: ArrayLike<number>): BestThreshold => {
    const all = scored("bestThreshold", prediction, target, weights);
    const { columns, rows, actual } = all;
    if (columns > 2 || actual.some((label) => label > 1)) {
      throw new ModelError("labels", "bestThreshold needs two classes: scores of class 1 and targets 0 and 1.");
    }
    const scores = Float64Array.from({ length: rows }, (_, i) => all.scores[i * columns + columns - 1]!);
    const order = fallingOrder(scores);
    // True and false positives, true and false negatives: four rows with these weights say all that a metric can see.
    const counts = new Float64Array(4);
    for (let row = 0; row < rows; row++) counts[actual[row] === 1 ? 3 : 2]! += all.weights ? all.weights[row]! : 1;
    let best: BestThreshold | undefined;
    const consider = (threshold: number): void => {
      const score = metric([1, 1, 0, 0], [1, 0, 0, 1], counts);
      const ahead = best === undefined ? 1 : metric.better === "higher" ? score - best.score : best.score - score;
      const nearer = best !== undefined && Math.abs(threshold - 0.5) < Math.abs(best.threshold - 0.5);
      if (!Number.isNaN(score) && (ahead > 0 || (ahead === 0 && nearer))) best = { threshold, score };
    };
    consider(scores[order[0]!]!);
    for (let i = 0; i < rows; ) {
      const score = scores[order[i]!]!;
      for (; i < rows && scores[order[i]!] === score; i++) {
        const row = order[i]!;
        const [to, from] = actual[row] === 1 ? [0, 3] : [1, 2];
        const weight = all.weights ? all.weights[row]! : 1;
        counts[to]! += weight;
        counts[from] = Math.max(0, counts[from]! - weight);
      }
      if (i < rows) consider(between(scores[order[i]!]!, score));
      // Everything is of class 1.
      else if (score > -Infinity) consider(score > 0 ? score / 2 : score - 1);
    }
    if (best) return best;
    throw new ModelError("data", `${metric.name} is undefined at every threshold.`, {
      remedy: "Give rows of both classes.",
    });
  },
  {
    about: {
      name: "Best threshold",
      formula: "argmax over t of metric(score > t)",
      use: "two classes of unequal cost or number: a half is seldom the best place to cut",
      pitfall: "chosen on the rows it is reported on, it promises too much",
      reference: "Fawcett 2006",
      seeAlso: ["f1", "rocAuc", "classWeights"],
    },
  },
);
