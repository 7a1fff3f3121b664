import { createHistory, type History } from "../trial/history.ts";
import { isFinished, type TrialRecord } from "../trial/record.ts";
import type { Session } from "./session.ts";

/** Between two looks at whether trials are over that run elsewhere, in milliseconds. */
const patience = 10;

/**
 * Waits until it is known what the sampler is to look at for this trial: how all those ended that are over for it, and which
 * points the others have, also those that another process is about to choose. False when one of them waits to be run, or for
 * a point: whoever waits for it would wait for himself.
 */
export const settled = async (session: Session, number: number): Promise<boolean> => {
  const { lag } = session.sampler;
  for (let first = true; lag !== undefined; first = false) {
    if (!first) await new Promise((resolve) => setTimeout(resolve, patience));
    await session.sync();
    const lacking = Array.from({ length: number }, (_, i) => session.history.trials[i]).filter(
      (trial, i) => trial === undefined || (i < number - lag ? !isFinished(trial) : !hasPoint(trial)),
    );
    if (lacking.length === 0) break;
    if (lacking.some((trial) => trial?.state === "waiting")) return false;
  }
  return true;
};

const hasPoint = (trial: TrialRecord): boolean =>
  trial.seen !== undefined || Object.keys(trial.params).length > 0 || isFinished(trial);

/**
 * The history as the sampler sees it. To one with a lag it makes no difference how the last trials ended, or when trials ended; to
 * one that never learns, nothing that is in it.
 */
export const historyFor = ({ sampler: { lag, neverLearns }, history }: Session, number: number): History => {
  if (neverLearns) return createHistory(history);
  if (lag === undefined) return history;
  const first = Math.max(number - lag, 0);
  const before = history.trials.slice(0, first);
  const last = history.trials.slice(first, number).map((trial) => trial && asRunning(trial));
  return {
    directions: history.directions,
    trials: [...before, ...last],
    finished: before.filter((trial) => trial !== undefined),
    running: new Map(last.flatMap((trial) => (trial ? [[trial.number, trial]] : []))),
    reports: (number) => (number < first ? history.reports(number) : new Map()),
    rewrites: history.rewrites,
    revision: history.revision,
    version: history.version,
  };
};

const asRunning = ({ number, params, dimensions, attempt }: TrialRecord): TrialRecord => ({
  number,
  params,
  dimensions,
  attempt,
  state: "running",
  attributes: {},
  constraints: {},
});
