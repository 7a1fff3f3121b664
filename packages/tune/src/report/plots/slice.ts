import type { Value } from "../../space/dimension.ts";
import type { History } from "../../trial/history.ts";
import { type Axis, axisOf, valueAxis } from "./axis.ts";
import { completeTrials, parameterNamed } from "./complete-trials.ts";
import { type PlotOptions, plotOptions } from "./plot-options.ts";

export interface Slice {
  readonly x: Axis;
  readonly y: Axis;
  readonly points: readonly {
    readonly trial: number;
    readonly x: Value;
    readonly y: number;
    readonly feasible: boolean;
  }[];
}

const read = plotOptions("plots.slice");

/**
 * One parameter against the objective: a point for each complete trial in which it was active.
 *
 * ```ts
 * plots.slice(study.history, "rate").points;               // [{ trial: 0, x: 0.01, y: 0.3, feasible: true }, …]
 * ```
 */
export const slice = (history: History, parameter: string, given: PlotOptions = {}): Slice => {
  const { objective } = read(given);
  return {
    x: axisOf(parameterNamed(history, parameter)),
    y: valueAxis(history, objective),
    points: completeTrials(history, objective).flatMap(({ trial, value, feasible }) => {
      const x = trial.params[parameter];
      return x === undefined ? [] : [{ trial: trial.number, x, y: value, feasible }];
    }),
  };
};
