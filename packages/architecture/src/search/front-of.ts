import type { Scored } from "./scored.ts";

/** Candidates than which no better one is both as small and as fast to predict with, the best first. */
export const frontOf = (leaderboard: readonly Scored[]): readonly Scored[] =>
  leaderboard.filter(
    ({ parameters, latency }, i) =>
      !leaderboard.slice(0, i).some((better) => better.parameters <= parameters && better.latency <= latency),
  );
