import { nonDominatedSort } from "../../pareto/non-dominated-sort.ts";
import { isFeasible } from "../../trial/best.ts";
import type { History } from "../../trial/history.ts";
import { losses } from "../../trial/loss.ts";
import { type Axis, valueAxis } from "./axis.ts";

export interface ParetoPlot {
  /** One an objective. */
  readonly axes: readonly Axis[];
  /** `front` 0 is the Pareto front; undefined for trials that break their constraints. */
  readonly points: readonly {
    readonly trial: number;
    readonly values: readonly number[];
    readonly front: number | undefined;
  }[];
}

/**
 * The complete trials by their values, each with the front it lies on.
 *
 * ```ts
 * plots.paretoPlot(study.history).points.filter(({ front }) => front === 0);
 * ```
 */
export const paretoPlot = (history: History): ParetoPlot => {
  const { trials, directions } = history;
  const complete = trials.flatMap((trial) =>
    trial?.state === "complete" && trial.values!.every(Number.isFinite) ? [trial] : [],
  );
  const able = complete.filter(isFeasible);
  const fronts = nonDominatedSort(able.map(({ values }) => losses(values!, directions)));
  const frontOf = new Map(able.map((trial, i) => [trial, fronts[i]!]));
  return {
    axes: directions.map((_, i) => valueAxis(history, i)),
    points: complete.map((trial) => ({ trial: trial.number, values: trial.values!, front: frontOf.get(trial) })),
  };
};
