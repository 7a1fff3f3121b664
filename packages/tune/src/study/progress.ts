import type { Returned } from "../trial/objectives.ts";
import { isFinished, type TrialRecord } from "../trial/record.ts";
import type { Session } from "./session.ts";
import type { Trial } from "./snapshot.ts";
import type { Study } from "./study.ts";

/** A trial that has ended, and of which study: what there is to be written down. */
export interface Logged<P = Trial["params"], V = Returned> {
  readonly study: Pick<Study, "name" | "directions" | "objectives">;
  readonly trial: Trial<P, V>;
}

/** How far a study is, when a trial of it has ended. */
export interface Progress<P = Trial["params"], V = Returned> extends Logged<P, V> {
  /** The best one so far; undefined while none is complete, and with several objectives. */
  readonly best: Trial<P, V> | undefined;
  /** How many trials have ended, in all runs of the study, and how many there are to be; undefined where that is open. */
  readonly done: number;
  readonly total: number | undefined;
  /** Milliseconds that this run has taken, and those that it may still take at its pace; undefined where nothing is known. */
  readonly elapsed: number;
  readonly left: number | undefined;
}

/** Hears of every trial that ends, before another one is asked for in its place. What it throws ends the study. */
export type StudyLog<P = Trial["params"], V = Returned> = (progress: Progress<P, V>) => void | Promise<void>;

/** Tells the logs of a run what ends in it. */
export const tellLogs = (
  { history, study }: Session,
  logs: readonly StudyLog[],
  {
    snapshot,
    best,
    total,
  }: { snapshot(record: TrialRecord): Trial; best(): TrialRecord | undefined; total: number | undefined },
) => {
  const began = performance.now();
  let ended = 0;
  return async (record: TrialRecord): Promise<void> => {
    if (logs.length === 0 || !isFinished(record)) return;
    ended++;
    const elapsed = performance.now() - began;
    const done = history.finished.length;
    const leader = best();
    const progress: Progress = {
      study: { name: study.name, directions: study.directions, objectives: history.objectives },
      trial: snapshot(record),
      best: leader && snapshot(leader),
      done,
      total,
      elapsed,
      left: total === undefined ? undefined : (Math.max(total - done, 0) * elapsed) / ended,
    };
    for (const log of logs) await log(progress);
  };
};
