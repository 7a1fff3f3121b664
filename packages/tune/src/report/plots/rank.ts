import type { Value } from "../../space/dimension.ts";
import type { History } from "../../trial/history.ts";
import { type Axis, axisOf } from "./axis.ts";
import { completeTrials, parameterNamed } from "./complete-trials.ts";
import { type PlotOptions, plotOptions } from "./plot-options.ts";

export interface Rank {
  readonly x: Axis;
  readonly y: Axis;
  /** `rank` from 0, the best of the study, to 1, its worst; equal values share the mean of their ranks. */
  readonly points: readonly { readonly trial: number; readonly x: Value; readonly y: Value; readonly rank: number }[];
}

const read = plotOptions("plots.rank");

/**
 * Two parameters against each other, each trial with its rank: outliers cannot drown the rest as they do in values.
 *
 * ```ts
 * plots.rank(study.history, ["rate", "units"]).points;     // [{ trial: 0, x: 0.01, y: 64, rank: 0.25 }, …]
 * ```
 */
export const rank = (history: History, [x, y]: readonly [string, string], given: PlotOptions = {}): Rank => {
  const { objective } = read(given);
  const sign = history.directions[objective] === "maximize" ? -1 : 1;
  const sorted = [...completeTrials(history, objective)].sort((a, b) => sign * (a.value - b.value));
  const points: Rank["points"][number][] = [];
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (sorted[to]?.value === sorted[from]!.value) to++;
    for (const { trial } of sorted.slice(from, to)) {
      const at = { x: trial.params[x], y: trial.params[y] };
      const place = sorted.length === 1 ? 0 : (from + to - 1) / 2 / (sorted.length - 1);
      if (at.x !== undefined && at.y !== undefined) points.push({ trial: trial.number, x: at.x, y: at.y, rank: place });
    }
    from = to;
  }
  points.sort((a, b) => a.trial - b.trial);
  return { x: axisOf(parameterNamed(history, x)), y: axisOf(parameterNamed(history, y)), points };
};
