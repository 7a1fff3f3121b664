import { crowdingDistance, type Direction, losses, nonDominatedSort, type TrialRecord } from "@kaviar/tune";

/** A pipeline that was scored on all folds, and its place among the others. */
export interface Ranked {
  readonly trial: TrialRecord;
  readonly losses: readonly number[];
  /** 0 for the ones that no other one beats in everything. */
  readonly front: number;
  /** How alone it stands in its front. */
  readonly crowding: number;
}

/** NSGA-II's order: by front, then by how alone a pipeline stands; cut to so many. (Deb et al. 2002) */
export const rankedBy = (
  complete: readonly TrialRecord[],
  directions: readonly Direction[],
  most: number,
): readonly Ranked[] => {
  const all = complete.map(({ values }) => losses(values!, directions));
  const fronts = nonDominatedSort(all);
  const ranked: Ranked[] = [];
  for (let front = 0; ranked.length < Math.min(most, complete.length); front++) {
    const members = complete.map((_, i) => i).filter((i) => fronts[i] === front);
    const crowding = crowdingDistance(members.map((i) => all[i]!));
    const own = members.map((i, at) => ({ trial: complete[i]!, losses: all[i]!, front, crowding: crowding[at]! }));
    own.sort((a, b) => b.crowding - a.crowding || a.losses[0]! - b.losses[0]! || a.trial.number - b.trial.number);
    ranked.push(...own);
  }
  return ranked.slice(0, most);
};
