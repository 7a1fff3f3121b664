import type { Value } from "../../space/dimension.ts";
import type { History } from "../../trial/history.ts";
import { type Axis, axisOf, valueAxis } from "./axis.ts";
import { completeTrials, parametersOf } from "./complete-trials.ts";

export interface ParallelCoordinates {
  /** The parameters, then the objective. */
  readonly axes: readonly Axis[];
  /** For each axis a value; undefined where the parameter was not active. */
  readonly lines: readonly { readonly trial: number; readonly values: readonly (Value | undefined)[] }[];
}

/**
 * Each complete trial as a line across its parameters to its value.
 *
 * ```ts
 * plots.parallelCoordinates(study.history).axes.map(({ label }) => label);   // ["rate", "units", "value"]
 * ```
 */
export const parallelCoordinates = (
  history: History,
  { objective = 0, parameters }: { objective?: number; parameters?: readonly string[] } = {},
): ParallelCoordinates => {
  const all = parametersOf(history);
  const chosen = parameters?.flatMap((name) => all.filter((dimension) => dimension.name === name)) ?? all;
  return {
    axes: [...chosen.map(axisOf), valueAxis(history.directions, objective)],
    lines: completeTrials(history, objective).map(({ trial, value }) => ({
      trial: trial.number,
      values: [...chosen.map(({ name }) => trial.params[name]), value],
    })),
  };
};
