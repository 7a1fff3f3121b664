import type { Artifact } from "../artifacts/artifact.ts";
import type { Params } from "../space/dimension.ts";
import type { TrialRecord } from "../trial/record.ts";
import type { LateAbort } from "./late-abort.ts";
import type { LiveTrial } from "./live-trial.ts";
import type { Suggestions } from "./suggestions.ts";

/** The study's side of a trial: what the objective sees, and what became of it. */
export interface TrialHandle {
  readonly record: TrialRecord;
  readonly trial: LiveTrial;
  /** Whether the study's sampler uses derivatives. */
  readonly usesHypergradients: boolean;
  /** Whether the objective was shown that it should stop. */
  readonly stopped: boolean;
  /** What the pruner said last. */
  readonly verdict: { readonly stop: boolean; readonly why?: string };
  /** Whether the trial was given to another process, which took this one for dead. */
  readonly lost: boolean;
  readonly abort: LateAbort;
  /** What a define-by-run objective asked for. */
  readonly suggested: Pick<Suggestions, "params" | "dimensions" | "orders">;
  /** Answers to all that a define-by-run objective is known to ask for, for a process that cannot see other trials. */
  foresee(): Params;
  /** Takes over what a worker's objective asked for, each time that it has asked for one thing more, and whether it saw that it should stop. */
  adopt(from: { suggested?: TrialHandle["suggested"]; stopped?: boolean }): void;
  /** Keeps with the trial what was handed in under a name. */
  keep(artifact: Artifact): Promise<void>;
  /**
   * Waits for what the objective wrote without waiting for it. Rejects when the storage kept something not; what else went
   * wrong on the way, and nobody may have waited for, is the error.
   */
  written(): Promise<{ readonly error: unknown } | undefined>;
}
