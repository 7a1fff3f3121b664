import { isBetter } from "../../trial/best.ts";
import type { History } from "../../trial/history.ts";
import type { TrialRecord } from "../../trial/record.ts";
import { type Axis, valueAxis } from "./axis.ts";
import { completeTrials } from "./complete-trials.ts";
import { type PlotOptions, plotOptions } from "./plot-options.ts";

export interface OptimizationHistory {
  readonly x: Axis;
  readonly y: Axis;
  readonly points: readonly { readonly trial: number; readonly value: number; readonly feasible: boolean }[];
  /** The best feasible value so far, where it changed. */
  readonly best: readonly { readonly trial: number; readonly value: number }[];
}

const read = plotOptions("plots.optimizationHistory");

/**
 * The value of each trial, and the best so far.
 *
 * ```ts
 * plots.optimizationHistory(study.history).best;           // [{ trial: 0, value: 3 }, { trial: 4, value: 1 }, …]
 * ```
 * By number, which is the order of asking: with several workers trials end in another one.
 */
export const optimizationHistory = (history: History, given: PlotOptions = {}): OptimizationHistory => {
  const { objective } = read(given);
  const complete = completeTrials(history, objective);
  const best: { trial: number; value: number }[] = [];
  let leader: TrialRecord | undefined;
  for (const { trial, value } of complete) {
    // Of several objectives only the one that is drawn decides.
    const judged = { ...trial, values: [value] };
    if (!isBetter(judged, leader, [history.directions[objective]!])) continue;
    best.push({ trial: trial.number, value });
    leader = judged;
  }
  const points = complete.map(({ trial, value, feasible }) => ({ trial: trial.number, value, feasible }));
  return {
    x: { label: "trial", scale: "linear", whole: true },
    y: valueAxis(history, objective),
    points,
    best,
  };
};
