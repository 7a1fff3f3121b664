import type { Report, TrialRecord } from "./record.ts";

/** What happened after a revision. Reports stand beside the trials, so a long trial is not read again at each report. */
export interface Changes {
  readonly revision: number;
  /** As they are now, in the order of their last change. */
  readonly trials: readonly TrialRecord[];
  readonly reports: readonly (Report & { readonly number: number })[];
}
