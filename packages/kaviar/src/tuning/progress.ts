import type { Direction, StudyEvent, TrialRecord, TrialState } from "@kaviar/tune";

/** A trial that is being evaluated. */
export interface Running {
  readonly number: number;
  readonly sampler: string;
  readonly since: number;
  readonly step?: number;
  readonly values?: readonly number[];
}

/** What is known of a run of `tune`, as its table shows it. */
export interface Progress {
  readonly name: string;
  readonly storage: string;
  readonly directions: readonly Direction[];
  /** The names of the objectives, where they have any. */
  readonly objectives: readonly string[] | undefined;
  readonly sampler: string | undefined;
  readonly workers: number;
  /** How many trials the study is to have, and how long this run may take, where that is known. */
  readonly total: number | undefined;
  readonly timeout: number | undefined;
  /** When this run began; times are of this process's monotonic clock. */
  readonly began: number;
  /** How many trials are in each state, all runs of the study together. */
  readonly counts: Readonly<Record<TrialState, number>>;
  /** How many trials ended in this run. */
  readonly ended: number;
  readonly best: TrialRecord | undefined;
  /** How many trials are on the Pareto front, with several objectives. */
  readonly front: number | undefined;
  readonly running: ReadonlyMap<number, Running>;
  /** The trials that ended last, the latest first. */
  readonly recent: readonly TrialRecord[];
}

const keptTrials = 50;

/** The progress after an event. */
export const afterEvent = (progress: Progress, event: StudyEvent, now: number): Progress => {
  switch (event.kind) {
    case "asked": {
      const { number, sampler = "" } = event.trial;
      return { ...progress, running: new Map(progress.running).set(number, { number, sampler, since: now }) };
    }
    case "reported": {
      const before = progress.running.get(event.number);
      if (before === undefined) return progress;
      const { step, values } = event;
      return { ...progress, running: new Map(progress.running).set(event.number, { ...before, step, values }) };
    }
    case "told":
      return {
        ...progress,
        running: without(progress.running, event.trial.number),
        ended: progress.ended + 1,
        best: event.best ? event.trial : progress.best,
        recent: [event.trial, ...progress.recent].slice(0, keptTrials),
      };
    case "requeued":
      return { ...progress, running: without(progress.running, event.number) };
    default:
      return progress;
  }
};

const without = <V>(map: ReadonlyMap<number, V>, number: number): ReadonlyMap<number, V> => {
  const rest = new Map(map);
  rest.delete(number);
  return rest;
};

/** How many trials are over. */
export const overOf = ({ counts }: Progress): number => counts.complete + counts.pruned + counts.failed;

/**
 * How long this run may still take: the trials left at the pace of this run, or what is left of its time if that is
 * less. Undefined while nothing is known.
 */
export const timeLeft = (progress: Progress, now: number): number | undefined => {
  const elapsed = now - progress.began;
  const untilTimeout = progress.timeout === undefined ? Infinity : Math.max(progress.timeout - elapsed, 0);
  const paced = progress.total !== undefined && progress.ended >= Math.max(2, progress.workers);
  const untilTotal = paced ? (Math.max(progress.total! - overOf(progress), 0) * elapsed) / progress.ended : Infinity;
  const left = Math.min(untilTimeout, untilTotal);
  return left === Infinity ? undefined : left;
};
