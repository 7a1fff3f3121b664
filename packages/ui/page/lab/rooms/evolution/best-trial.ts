import type { TrialRecord } from "@kaviar/tune";

/** The trial that scored most, of AUC more is better; the first of several. */
export const bestTrial = (trials: readonly (TrialRecord | undefined)[]): TrialRecord | undefined =>
  trials.reduce(
    (best, trial) => (trial?.state === "complete" && trial.values![0]! > (best?.values?.[0] ?? -1) ? trial : best),
    undefined,
  );
