import type { TrialState } from "../study/trial-record.ts";

/**
 * What a trial reported, less is better: with several objectives the value at a step is already the trial's rank among
 * all that reported there. By step, in the order of arrival.
 */
export interface Curve {
  readonly number: number;
  readonly state: TrialState;
  readonly values: ReadonlyMap<number, number>;
  /** What a complete trial that keeps its constraints came to, on the same scale; undefined for all others. */
  readonly value: number | undefined;
  /** How often it was promoted or handed out again, plus one. */
  readonly attempt: number;
  /** Whether its objective keeps a checkpoint, so that it can be promoted. */
  readonly resumable: boolean;
}

/** What a study asks a pruner after a report. */
export interface Watch {
  readonly number: number;
  /** The step just reported, and the trial's curve up to it. */
  readonly step: number;
  readonly curve: Curve;
  /** The curves of all other trials. */
  readonly others: readonly Curve[];
  /** What was reported itself, one number an objective, in the user's sign, with the directions. */
  readonly values: readonly number[];
  readonly directions: readonly ("minimize" | "maximize")[];
  readonly seed: number;
}

/** To go on, or to stop and why. */
export type Verdict = { readonly stop: false } | { readonly stop: true; readonly why: string };

/**
 * Decides after each report whether a trial is worth going on with. A function of what it is shown: no memory of its own.
 *
 * ```ts
 * const impatient: Pruner = {
 *   name: "impatient",
 *   judge: ({ step }) => (step > 10 ? { stop: true, why: "ten steps are enough" } : { stop: false }),
 * };
 * ```
 */
export interface Pruner {
  readonly name: string;
  judge(watch: Watch): Verdict;
  /**
   * A pruned trial that deserves to go on, by number: it waits again, with its checkpoint and its reports. Asked before
   * each new trial.
   */
  promote?(curves: readonly Curve[], study: { readonly seed: number }): number | undefined;
}

export const goOn: Verdict = { stop: false };
