import { fitnessOf } from "../../trial/fitness.ts";
import type { History } from "../../trial/history.ts";
import { frontsOf, type Individual } from "./fronts.ts";

/** Which of a front has to go: the last front, and all fronts. Both NSGAs differ in this alone. */
export type Eviction = (last: readonly Individual[], fronts: readonly (readonly Individual[])[]) => Individual;

/** The survivors of a history: the fronts, best first. */
export interface Population {
  readonly fronts: readonly (readonly Individual[])[];
}

/**
 * The population as a fold over the finished trials, in the order in which they ended: each one enters, and when there are
 * more than `size`, the last front loses one. (The steady-state form, Durillo et al. 2009: a child may become a parent
 * at once, which small budgets profit from, and parallel workers never wait for a generation to end.)
 */
export const createPopulation = (evict: Eviction) => {
  let kept:
    | { history: History; rewrites: number; size: number; members: Individual[]; fronts: Individual[][] }
    | undefined;
  let taken = 0;
  return (history: History, size: number): Population => {
    if (kept?.history !== history || kept.rewrites !== history.rewrites || kept.size !== size) {
      kept = { history, rewrites: history.rewrites, size, members: [], fronts: [] };
      taken = 0;
    }
    for (; taken < history.finished.length; taken++) {
      const trial = history.finished[taken]!;
      if (Object.keys(trial.params).length === 0) continue;
      kept.members.push({ trial, fitness: fitnessOf(trial, history.directions) });
      kept.fronts = frontsOf(kept.members);
      if (kept.members.length <= size) continue;
      const last = kept.fronts.at(-1)!;
      const leaving = last.length === 1 ? last[0]! : evict(last, kept.fronts);
      kept.members = kept.members.filter((member) => member !== leaving);
      last.splice(last.indexOf(leaving), 1);
      if (last.length === 0) kept.fronts.pop();
    }
    return kept;
  };
};
