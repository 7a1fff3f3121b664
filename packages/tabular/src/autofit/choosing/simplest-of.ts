import type { Candidate } from "../result.ts";

interface Comparing {
  /** How many folds rows were dealt to. */
  readonly folds: number;
  readonly better: "higher" | "lower";
}

/**
 * The simplest candidate whose score is within one standard error of the best one's: with fewest parts, of these with least
 * work for a row. What is better by less may be so by chance. (Breiman et al. 1984)
 *
 * The standard error is that of one deal of the folds: scores of another deal are of the same rows, and say little more.
 */
export const simplestOf = (leaderboard: readonly Candidate[], { folds, better }: Comparing): Candidate => {
  const sign = better === "higher" ? -1 : 1;
  const [best] = leaderboard;
  const bar = sign * best!.score + best!.std / Math.sqrt(folds);
  return leaderboard
    .filter(({ score }) => sign * score <= bar)
    .reduce((a, b) => ((b.complexity - a.complexity || b.work - a.work) < 0 ? b : a), best!);
};
