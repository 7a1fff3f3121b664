import { isBetter } from "../trial/best.ts";
import { type Direction, isFinished, type TrialRecord } from "../trial/record.ts";
import type { Goal } from "./goal.ts";

/** How far a run is from where it ends. */
export interface Outlook {
  /** Each of its limits, in words: "240 of 2,000 trials, about 12 minutes left". */
  readonly parts: readonly string[];
  /** When its time is over: milliseconds since 1970, by the clock of its machine. */
  readonly until?: number;
}

/** As much of a trial as is looked at. */
type Seen = Pick<TrialRecord, "number" | "state" | "values" | "constraints" | "finishedAt" | "toldIn">;

/** In milliseconds: how fast trials end is told by those of so long. */
const recent = 5 * 60_000;

/**
 * How far runs are, one outlook for those that aim at the same. Time that is left follows from how many trials ended in the last
 * five minutes, or since the first run began; where none did, nothing is said of it.
 *
 * ```ts
 * outlooksOf(goals, trials, study.directions, Date.now());
 * ```
 * Times are by the clocks of the machines that run the trials.
 */
export const outlooksOf = (
  goals: readonly Goal[],
  trials: Iterable<Seen | undefined>,
  directions: readonly Direction[],
  now: number,
): readonly Outlook[] => {
  if (goals.length === 0) return [];
  const from = Math.max(now - recent, Math.min(...goals.map(({ began }) => began)));
  const all = { ended: 0, lately: 0 };
  const complete = { ended: 0, lately: 0 };
  let best: Seen | undefined;
  const ends: Seen[] = [];
  for (const trial of trials) {
    if (trial === undefined || !isFinished(trial)) continue;
    ends.push(trial);
    if (isBetter(trial, best, directions)) best = trial;
    const isLate = (trial.finishedAt ?? 0) > from;
    for (const count of trial.state === "complete" ? [all, complete] : [all]) {
      count.ended++;
      if (isLate) count.lately++;
    }
  }
  const since = best && ends.filter(({ toldIn = 0 }) => toldIn > (best.toldIn ?? 0)).length;
  const left = (most: number, { ended, lately }: typeof all): string =>
    ended >= most || lately === 0 || now <= from
      ? ""
      : `, about ${roughly(((most - ended) * (now - from)) / lately)} left`;

  const outlooks = goals.map(({ began, trials, complete: most, timeout, target, patience }): Outlook => {
    const parts = [
      trials !== undefined && `${count(all.ended)} of ${count(trials)} trials${left(trials, all)}`,
      most !== undefined && `${count(complete.ended)} of ${count(most)} complete trials${left(most, complete)}`,
      target !== undefined && `until ${target} or ${directions[0] === "maximize" ? "more" : "less"} is reached`,
      patience !== undefined &&
        `stops after ${count(patience)} trial${patience === 1 ? "" : "s"} without a better one${since === undefined ? "" : `: ${count(since)} so far`}`,
    ].filter((part) => part !== false);
    return { parts, ...(timeout !== undefined && { until: began + timeout }) };
  });
  const distinct = new Map(outlooks.map((outlook) => [JSON.stringify(outlook), outlook]));
  return [...distinct.values()].filter(({ parts, until }) => parts.length > 0 || until !== undefined);
};

const count = (n: number): string => n.toLocaleString("en-US");

/** A time that nobody knows exactly. */
const roughly = (milliseconds: number): string => {
  const minutes = milliseconds / 60_000;
  if (minutes < 1.5) return "a minute";
  if (minutes < 90) return `${Math.round(minutes)} minutes`;
  return minutes < 36 * 60 ? `${Math.round(minutes / 60)} hours` : `${Math.round(minutes / 1440)} days`;
};
