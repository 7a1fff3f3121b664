import type { TrialState } from "./record.ts";

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
