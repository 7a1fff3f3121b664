import { whole } from "@kaviar/base/check";
import type { Watch } from "./pruner.ts";

/** When a rule may speak, as part of the options of a pruner. */
export const schedule = {
  /** No verdict before this step. */
  warmupSteps: whole().default(0),
  /** Steps between two verdicts, counted from the warm-up. */
  interval: whole(1).default(1),
};

export interface Schedule {
  readonly warmupSteps: number;
  readonly interval: number;
}

/**
 * Whether a verdict is due at the step just reported: the first report in each interval after the warm-up. A trial that
 * skips the step of a verdict is judged at its next report.
 */
export const isDue = ({ step, curve }: Watch, { warmupSteps, interval }: Schedule): boolean => {
  if (step < warmupSteps) return false;
  const opened = Math.floor((step - warmupSteps) / interval) * interval + warmupSteps;
  for (const other of curve.values.keys()) if (other !== step && other >= opened) return false;
  return true;
};
