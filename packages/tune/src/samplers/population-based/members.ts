import { dominates } from "../../trial/dominates.ts";
import type { History } from "../../trial/history.ts";
import { losses, violation } from "../../trial/loss.ts";
import type { TrialRecord } from "../../trial/record.ts";

/** One line of trials, each an interval that started where the one before ended. */
export interface Member {
  readonly id: number;
  readonly last: TrialRecord;
  readonly runs: boolean;
  readonly intervals: number;
  /** Where it stands; undefined when its last interval failed or broke a constraint, or when it runs. */
  readonly losses: readonly number[] | undefined;
  /** By how many members it is dominated; with one objective, how many are better. */
  readonly rank: number;
}

/** The members by what the trials below this number say. */
export const membersOf = (history: History, below: number): Member[] => {
  const found = new Map<number, { id: number; last: TrialRecord; intervals: number }>();
  for (let number = 0; number < Math.min(below, history.trials.length); number++) {
    const trial = history.trials[number];
    const id = (trial?.notes as { member?: number } | undefined)?.member;
    if (trial === undefined || id === undefined) continue;
    found.set(id, { id, last: trial, intervals: (found.get(id)?.intervals ?? 0) + 1 });
  }
  const members = [...found.values()].map((each) => ({
    ...each,
    runs: each.last.state === "running" || each.last.state === "waiting",
    losses: standing(each.last, history),
  }));
  return members.map((each) => ({
    ...each,
    rank: members.filter((peer) => peer.losses && each.losses && dominates(peer.losses, each.losses)).length,
  }));
};

const standing = (trial: TrialRecord, { directions }: History): readonly number[] | undefined => {
  if (trial.values === undefined || violation(trial) > 0) return undefined;
  if (trial.state !== "complete" && trial.state !== "pruned") return undefined;
  return trial.values.every((value) => !Number.isNaN(value)) ? losses(trial.values, directions) : undefined;
};
