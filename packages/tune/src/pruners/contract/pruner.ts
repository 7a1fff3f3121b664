import type { Curve } from "../../trial/curve.ts";
import type { Json } from "../../trial/record.ts";

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
  /** What the sampler kept with the trial when it proposed it: for a rule that is settled then, whatever comes after. */
  readonly notes?: Json | undefined;
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
