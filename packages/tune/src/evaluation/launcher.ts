import type { Outcome } from "./outcome.ts";
import type { TrialHandle } from "./trial-handle.ts";

/** Runs trials, at most `slots` at once. In this process, or in others. */
export interface Launcher {
  readonly slots: number;
  /** Whatever goes wrong with a trial is an outcome. Rejects only when no trial can be run at all. */
  run(handle: TrialHandle): Promise<Outcome>;
  /** Ends what runs, at once, and what is run later: each run resolves with "requeued". */
  kill(): void;
  close(): Promise<void>;
}
