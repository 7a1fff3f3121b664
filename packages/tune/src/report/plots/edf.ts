import type { History } from "../../trial/history.ts";
import { type Axis, valueAxis } from "./axis.ts";
import { completeTrials } from "./complete-trials.ts";
import { type PlotOptions, plotOptions } from "./plot-options.ts";

export interface Edf {
  readonly x: Axis;
  readonly y: Axis;
  /**
   * At each value, the share of complete trials that are no greater and keep their constraints. A step function: constant up
   * to the next point.
   */
  readonly points: readonly { readonly value: number; readonly share: number }[];
}

const read = plotOptions("plots.edf");

/**
 * The empirical distribution of the values: which share of the complete trials came to a value or less. How hard a good value is
 * to hit by chance, and whether a sampler moves the whole distribution or has found one lucky point.
 *
 * ```ts
 * plots.edf(study.history).points;                         // [{ value: 0.1, share: 0.02 }, …, { value: 9, share: 1 }]
 * ```
 */
export const edf = (history: History, given: PlotOptions = {}): Edf => {
  const { objective } = read(given);
  const complete = completeTrials(history, objective);
  const sorted = complete
    .filter(({ feasible }) => feasible)
    .map(({ value }) => value)
    .sort((a, b) => a - b);
  return {
    x: valueAxis(history, objective),
    y: { label: "share of trials", scale: "linear", low: 0, high: 1 },
    points: sorted.flatMap((value, i) =>
      sorted[i + 1] === value ? [] : [{ value, share: (i + 1) / complete.length }],
    ),
  };
};
