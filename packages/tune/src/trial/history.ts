import type { Changes } from "./changes.ts";
import type { Aims } from "./objectives.ts";
import { type Direction, isFinished, type Report, type TrialRecord } from "./record.ts";

/**
 * What a study has seen so far, as samplers and pruners read it. A live view that only the study writes; the records in
 * it never change.
 */
export interface History {
  readonly directions: readonly Direction[];
  /** The names of the objectives, in the order of the directions, where they have any. */
  readonly objectives?: readonly string[] | undefined;
  /** By number. Holes (undefined) are trials another process is just creating. */
  readonly trials: readonly (TrialRecord | undefined)[];
  /** Complete, pruned and failed trials in the order in which they ended. Only ever grows, while `rewrites` stays. */
  readonly finished: readonly TrialRecord[];
  /** Trials that are being evaluated now. */
  readonly running: ReadonlyMap<number, TrialRecord>;
  /** Reports of a trial, by step in the order of their first arrival. */
  reports(number: number): ReadonlyMap<number, readonly number[]>;
  /** Grows when `finished` changed in another way than by appending (a promoted trial left it): caches start over. */
  readonly rewrites: number;
  /** The revision of the storage this view shows. */
  readonly revision: number;
  /** Grows with each change of this view, also by a trial that is still on its way to the storage. */
  readonly version: number;
}

/** A history, and the ways to bring it up to date. */
export type LiveHistory = History & {
  /** Trials that wait to be run, by number. */
  readonly waiting: ReadonlySet<number>;
  /** Takes in what the storage tells, and returns the records that changed. */
  apply(changes: Changes): readonly TrialRecord[];
  /** Puts a record in the place of the one that stands there, undefined for none; false when another one does. */
  replace(number: number, before: TrialRecord | undefined, record: TrialRecord | undefined): boolean;
};

const noReports: ReadonlyMap<number, readonly number[]> = new Map();

/** A view with nothing in it yet. */
export const createHistory = ({ directions, objectives }: Aims): LiveHistory => {
  const trials: (TrialRecord | undefined)[] = [];
  let finished: TrialRecord[] = [];
  const running = new Map<number, TrialRecord>();
  const reports = new Map<number, Map<number, readonly number[]>>();
  const waiting = new Set<number>();
  let rewrites = 0;
  let revision = 0;
  let version = 0;

  const place = (record: TrialRecord): void => {
    const before = trials[record.number];
    trials[record.number] = record;
    if (record.state === "running") running.set(record.number, record);
    else if (before?.state === "running") running.delete(record.number);
    if (record.state === "waiting") waiting.add(record.number);
    else if (before?.state === "waiting") waiting.delete(record.number);
    const wasFinished = before !== undefined && isFinished(before);
    if (isFinished(record) && !wasFinished) finished.push(record);
    else if (wasFinished) {
      finished = finished.filter(({ number }) => number !== record.number);
      if (isFinished(record)) finished.push(record);
      rewrites++;
    }
  };

  return {
    directions,
    objectives,
    trials,
    get finished() {
      return finished;
    },
    running,
    reports: (number) => reports.get(number) ?? noReports,
    get rewrites() {
      return rewrites;
    },
    get revision() {
      return revision;
    },
    get version() {
      return version;
    },
    waiting,
    replace: (number, before, record) => {
      if (trials[number] !== before) return false;
      version++;
      if (record !== undefined) place(record);
      else {
        delete trials[number];
        running.delete(number);
        if (number === trials.length - 1) trials.length--;
      }
      return true;
    },
    apply: (changes) => {
      for (const { number, step, values } of changes.reports) {
        const own = reports.get(number) ?? new Map<number, readonly number[]>();
        reports.set(number, own.set(step, values));
      }
      for (const record of changes.trials) place(record);
      revision = Math.max(revision, changes.revision);
      version++;
      return changes.trials;
    },
  };
};

/** The reports of a map, as records. */
export const reportsOf = (history: History, number: number): readonly Report[] =>
  [...history.reports(number)].map(([step, values]) => ({ step, values }));
