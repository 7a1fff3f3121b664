import type { History } from "../../trial/history.ts";
import { compareMerit } from "../../trial/merit.ts";
import { completeTrials } from "./complete-trials.ts";

/**
 * For each complete trial by number, in the order of their ranks: from 0, the best, to 1, the worst. Equal ones share the
 * mean; what breaks its constraints comes after all that keep theirs.
 */
export const ranks = (history: History, objective: number): ReadonlyMap<number, number> => {
  const sorted = [...completeTrials(history, objective)].sort(compareMerit);
  const last = Math.max(sorted.length - 1, 1);
  const all = new Map<number, number>();
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to < sorted.length && compareMerit(sorted[to]!, sorted[from]!) === 0) to++;
    for (const { trial } of sorted.slice(from, to)) all.set(trial.number, (from + to - 1) / 2 / last);
    from = to;
  }
  return all;
};
