import type { Value } from "../../space/dimension.ts";
import { isFeasible } from "../../trial/best.ts";
import type { History } from "../../trial/history.ts";
import { type Axis, axisOf } from "./axis.ts";
import { parameterNamed } from "./complete-trials.ts";
import { type PlotOptions, plotOptions } from "./plot-options.ts";
import { ranks } from "./ranks.ts";

export interface Rank {
  readonly x: Axis;
  readonly y: Axis;
  /**
   * `rank` from 0, the best of the study, to 1, its worst; equal values share the mean of their ranks. Trials that break
   * their constraints rank after all others.
   */
  readonly points: readonly {
    readonly trial: number;
    readonly x: Value;
    readonly y: Value;
    readonly rank: number;
    readonly feasible: boolean;
  }[];
}

const read = plotOptions("plots.rank");

/**
 * Two parameters against each other, each trial with its rank: outliers cannot drown the rest as they do in values.
 *
 * ```ts
 * plots.rank(study.history, ["rate", "units"]).points;     // [{ trial: 0, x: 0.01, y: 64, rank: 0.25, … }, …]
 * ```
 */
export const rank = (history: History, [x, y]: readonly [string, string], given: PlotOptions = {}): Rank => {
  const places = ranks(history, read(given).objective);
  const points = history.trials.flatMap((trial) => {
    const place = trial === undefined ? undefined : places.get(trial.number);
    const at = { x: trial?.params[x], y: trial?.params[y] };
    return place === undefined || at.x === undefined || at.y === undefined
      ? []
      : [{ trial: trial!.number, x: at.x, y: at.y, rank: place, feasible: isFeasible(trial!) }];
  });
  return { x: axisOf(parameterNamed(history, x)), y: axisOf(parameterNamed(history, y)), points };
};
