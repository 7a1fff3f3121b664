import type { History } from "../../trial/history.ts";
import { violation } from "../../trial/loss.ts";
import type { TrialState } from "../../trial/record.ts";
import { type Axis, valueAxis } from "./axis.ts";
import { type PlotOptions, plotOptions } from "./plot-options.ts";

export interface IntermediateValues {
  readonly x: Axis;
  readonly y: Axis;
  readonly curves: readonly {
    readonly trial: number;
    readonly state: TrialState;
    /** Whether it keeps its constraints, as far as it has told them. */
    readonly feasible: boolean;
    readonly points: readonly { readonly step: number; readonly value: number }[];
  }[];
}

const read = plotOptions("plots.intermediateValues");

/**
 * The learning curves: what each trial reported, by step.
 *
 * ```ts
 * plots.intermediateValues(study.history).curves;          // [{ trial: 0, state: "pruned", points: [{ step: 0, value: 2 }, …], … }, …]
 * ```
 * Reports that cannot be drawn, NaN and ±Infinity, are left out.
 */
export const intermediateValues = (history: History, given: PlotOptions = {}): IntermediateValues => {
  const { objective } = read(given);
  return {
    x: { label: "step", scale: "linear", whole: true },
    y: valueAxis(history, objective),
    curves: history.trials.flatMap((trial) => {
      if (trial === undefined) return [];
      const points = [...history.reports(trial.number)]
        .map(([step, values]) => ({ step, value: values[objective]! }))
        .filter(({ value }) => Number.isFinite(value))
        .sort((a, b) => a.step - b.step);
      if (points.length === 0) return [];
      return [{ trial: trial.number, state: trial.state, feasible: violation(trial) === 0, points }];
    }),
  };
};
