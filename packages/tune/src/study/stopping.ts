import { type Duration, durationOf, durationText } from "../duration.ts";
import { TuneError } from "../error.ts";
import { regretBound } from "../samplers/gp/regret-bound.ts";
import type { FlatSpace } from "../space/flat-space.ts";
import type { History } from "../trial/history.ts";
import { lossOf } from "../trial/loss.ts";
import type { Session } from "./session.ts";

/** When a study ends. Whichever comes first. */
export interface Stopping {
  /** How many trials the study has in the end, all runs of it together. */
  readonly trials?: number;
  /** How many complete trials the study has in the end; with several at once a few more. */
  readonly complete?: number;
  /** How many trials may fail one after another before it ends: it is the objective then, not the point. */
  readonly failures?: number;
  /** How long this call may ask for new trials. */
  readonly timeout?: Duration;
  /**
   * How long trials that run may go on when it is over, by its time or its signal; as long as they take when left out. What
   * is cut off is queued again.
   */
  readonly overtime?: Duration;
  /** A value that is good enough. */
  readonly target?: number;
  /** How many trials may end in a row without a better one. */
  readonly patience?: number;
  /**
   * Ends when a Gaussian process expects the best to be beaten by no more than this: an estimate, which is wrong about once in
   * ten times, above all where the minimum lies in a place that no trial has come near. Costs a fit after each trial.
   */
  readonly regret?: number;
  readonly signal?: AbortSignal;
}

/** Why to ask for no more trials; undefined to go on. The number of trials is kept by the storage. */
export type StopRule = () => string | undefined;

/** Why no more is asked for. */
export const whyOver = {
  signal: "the signal was aborted",
  timeout: (timeout: Duration) => `the time of ${durationText(timeout)} is over`,
} as const;

export const createStopRule = (session: Session, options: Stopping, space: () => FlatSpace): StopRule => {
  check(session, options);
  const { target, patience, regret, signal, complete, failures } = options;
  const ends = countEnds(session.history);
  let judged = -1;
  const { timeout } = options;
  const deadline = timeout === undefined ? Infinity : performance.now() + durationOf(timeout);
  return () => {
    if (signal?.aborted) return whyOver.signal;
    if (performance.now() >= deadline) return whyOver.timeout(timeout!);
    const counted = ends.count();
    if (complete !== undefined && counted.complete >= complete) return `the study has its ${complete} complete trials`;
    if (failures !== undefined && counted.failedInRow >= failures)
      return `${counted.failedInRow} trials failed one after another, the last one by: ${counted.lastError}`;
    const { best } = session;
    if (best === undefined) return undefined;
    const { directions, finished } = session.history;
    const loss = lossOf(best, directions)!;
    const goal = target === undefined ? undefined : directions[0] === "maximize" ? -target : target;
    if (goal !== undefined && loss <= goal) return `trial ${best.number} reached the target ${target}`;
    const since =
      patience === undefined ? 0 : finished.length - 1 - finished.findLastIndex(({ number }) => number === best.number);
    if (patience !== undefined && since >= patience)
      return `${since} trials ended without a better one than trial ${best.number}`;
    if (regret === undefined || judged === finished.length) return undefined;
    judged = finished.length;
    const bound = regretBound(session.history, space(), session.study.seed);
    return bound !== undefined && bound <= regret
      ? `by the estimate of a Gaussian process, trial ${best.number} can be beaten by no more than ${bound.toPrecision(2)}`
      : undefined;
  };
};

/** How trials have ended, each read once. Failures before this run do not count: the objective may have been mended. */
const countEnds = (history: History) => {
  const before = history.finished.length;
  let [read, rewrites, complete, failedInRow, lastError] = [0, history.rewrites, 0, 0, ""];
  return {
    count: () => {
      if (rewrites !== history.rewrites) [read, rewrites, complete, failedInRow] = [0, history.rewrites, 0, 0];
      for (; read < history.finished.length; read++) {
        const { state, error = "" } = history.finished[read]!;
        if (state === "complete") complete++;
        failedInRow = state === "failed" && read >= before ? failedInRow + 1 : 0;
        if (state === "failed") lastError = error;
      }
      return { complete, failedInRow, lastError };
    },
  };
};

const check = (session: Session, { trials, target, patience, regret, complete, failures }: Stopping): void => {
  for (const [name, count] of Object.entries({ trials, patience, complete, failures }))
    if (count !== undefined && (!Number.isSafeInteger(count) || count < 1))
      throw new TuneError("bad-count", `\`${name}\` must be a whole number ≥ 1: got ${count}.`);
  if (target !== undefined && Number.isNaN(target))
    throw new TuneError("bad-target", "`target` must be a number: got NaN.");
  if (regret !== undefined && !(regret > 0))
    throw new TuneError("bad-regret", `\`regret\` must be a number above 0: got ${regret}.`);
  for (const [name, value] of Object.entries({ target, patience, regret }))
    if (value !== undefined && session.study.directions.length > 1)
      throw new TuneError(
        "needs-one-objective",
        `\`${name}\` needs a study with one objective, this one has ${session.study.directions.length}.`,
      );
};
