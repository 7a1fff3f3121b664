import { deviationOf, meanOf } from "@kaviar/base/numerics";
import type { Metric } from "@kaviar/nn";
import { studentQuantile } from "./student-quantile.ts";

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Where the mean is, with 95 % confidence, from the scores of folds. Folds share training rows, so their scores are less
 * independent than √(1/k) takes them for: √(1/k + held/seen) makes up for it. (Nadeau & Bengio 2003)
 *
 * Beyond what a metric can be no mean lies: there the interval is cut off, and holds the mean as often as before.
 */
export const intervalOf = (
  scores: readonly number[],
  heldToSeen: number,
  [low, high]: Metric["bounds"] = [-Infinity, Infinity],
): Interval => {
  const mean = meanOf(scores);
  if (scores.length < 2) return { low: Number.NaN, high: Number.NaN };
  const half =
    studentQuantile(0.975, scores.length - 1) * deviationOf(scores) * Math.sqrt(1 / scores.length + heldToSeen);
  return { low: Math.max(mean - half, low), high: Math.min(mean + half, high) };
};
