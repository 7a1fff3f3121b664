import type { History } from "../../trial/history.ts";
import { completeTrials } from "./complete-trials.ts";

/** For each complete trial by number, in the order of their ranks: from 0, the best, to 1, the worst. Equal values share the mean. */
export const ranks = (history: History, objective: number): ReadonlyMap<number, number> => {
  const sorted = [...completeTrials(history, objective)].sort((a, b) => a.loss - b.loss);
  const last = Math.max(sorted.length - 1, 1);
  const all = new Map<number, number>();
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (sorted[to]?.loss === sorted[from]!.loss) to++;
    for (const { trial } of sorted.slice(from, to)) all.set(trial.number, (from + to - 1) / 2 / last);
    from = to;
  }
  return all;
};
