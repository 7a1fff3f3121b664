import type { Scored } from "./scored.ts";

/** Candidates that no other one with as few parameters beats, the best first. */
export const frontOf = (leaderboard: readonly Scored[]): readonly Scored[] => {
  let fewest = Number.POSITIVE_INFINITY;
  return leaderboard.filter(({ parameters }) => {
    if (parameters >= fewest) return false;
    fewest = parameters;
    return true;
  });
};
