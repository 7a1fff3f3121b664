import { TuneError } from "../../error.ts";
import type { Watch } from "./pruner.ts";

/** When a rule may speak. */
export interface Schedule {
  /** No verdict before this step. */
  readonly warmupSteps?: number;
  /** Steps between two verdicts, counted from the warm-up. */
  readonly interval?: number;
}

/**
 * Whether a verdict is due at the step just reported: the first report in each interval after the warm-up. A trial that
 * skips the step of a verdict is judged at its next report.
 */
export const isDue = ({ step, curve }: Watch, { warmupSteps = 0, interval = 1 }: Schedule): boolean => {
  if (step < warmupSteps) return false;
  const opened = Math.floor((step - warmupSteps) / interval) * interval + warmupSteps;
  for (const other of curve.values.keys()) if (other !== step && other >= opened) return false;
  return true;
};

/** Counts are whole numbers from `least` up. */
export const checkCounts = (
  rule: string,
  least: number,
  counts: Readonly<Record<string, number | undefined>>,
): void => {
  for (const [name, count] of Object.entries(counts))
    if (count !== undefined && (!Number.isSafeInteger(count) || count < least))
      throw new TuneError("bad-count", `\`${name}\` of ${rule} must be a whole number ≥ ${least}, got ${count}.`);
};

export const checkSchedule = (rule: string, { warmupSteps, interval }: Schedule): void => {
  checkCounts(rule, 0, { warmupSteps });
  checkCounts(rule, 1, { interval });
};
