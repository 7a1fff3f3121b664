import { lossOf, violation } from "./loss.ts";
import type { Direction, TrialState } from "./record.ts";

/** As much of a trial, flat or as users read it, as it takes to judge it. */
interface Judged {
  readonly state: TrialState;
  readonly values?: readonly number[] | undefined;
  readonly constraints: Readonly<Record<string, number>>;
}

/** Whether a trial may be the best one: it is complete, and keeps its constraints. */
export const isFeasible = (trial: Judged): boolean => trial.state === "complete" && violation(trial) === 0;

/**
 * Whether a trial is the new best one of a study with one objective: it is feasible, and its loss is less than that of
 * the best so far. Of equals the earlier one stays.
 *
 * ```ts
 * let best;
 * for (const trial of study.trials) if (isBetter(trial, best, study.directions)) best = trial;
 * ```
 */
export const isBetter = (trial: Judged, than: Judged | undefined, directions: readonly Direction[]): boolean =>
  directions.length === 1 &&
  isFeasible(trial) &&
  (than === undefined || lossOf(trial, directions)! < lossOf(than, directions)!);
