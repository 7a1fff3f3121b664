import { listOf, type OptionsOf, text, whole } from "@kaviar/base/check";
import { options } from "../../options.ts";
import type { Value } from "../../space/dimension.ts";
import type { History } from "../../trial/history.ts";
import { type Axis, axisOf, valueAxis } from "./axis.ts";
import { completeTrials, parametersOf } from "./complete-trials.ts";

export interface ParallelCoordinates {
  /** The parameters, then the objective. */
  readonly axes: readonly Axis[];
  /** For each axis a value; undefined where the parameter was not active. */
  readonly lines: readonly {
    readonly trial: number;
    readonly values: readonly (Value | undefined)[];
    readonly feasible: boolean;
  }[];
}

const read = options("plots.parallelCoordinates", {
  /** Which objective, by its place. */
  objective: whole().default(0),
  /** The axes, in this order; all parameters when left out. */
  parameters: listOf(text).optional(),
});

/**
 * Each complete trial as a line across its parameters to its value.
 *
 * ```ts
 * plots.parallelCoordinates(study.history).axes.map(({ label }) => label);   // ["rate", "units", "value"]
 * ```
 */
export const parallelCoordinates = (history: History, given: OptionsOf<typeof read> = {}): ParallelCoordinates => {
  const { objective, parameters } = read(given);
  const all = parametersOf(history);
  const chosen = parameters?.flatMap((name) => all.filter((dimension) => dimension.name === name)) ?? all;
  return {
    axes: [...chosen.map(axisOf), valueAxis(history, objective)],
    lines: completeTrials(history, objective).map(({ trial, value, feasible }) => ({
      trial: trial.number,
      values: [...chosen.map(({ name }) => trial.params[name]), value],
      feasible,
    })),
  };
};
