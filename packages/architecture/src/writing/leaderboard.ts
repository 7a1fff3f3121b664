import type { SearchResult } from "../search/result.ts";

/** All that was tried, the best first, and every failure with its reason. */
export const leaderboardOf = ({
  leaderboard,
  failures,
  metric,
  better,
  folds,
  winner,
  recipe,
  holdout,
}: SearchResult) => ({
  metric,
  better,
  folds,
  winner: winner.trial,
  beganWith: recipe.trial,
  ...(holdout && {
    holdout: { rows: holdout.rows, score: holdout.score, best: holdout.best, beganWith: holdout.recipe },
  }),
  networks: leaderboard.map(({ trial, candidate, words, score, loss, cycles, epochs, seconds, parameters }) => ({
    ...{ trial, words, score, loss, seconds, epochs, parameters },
    stoppedEarly: cycles < 3,
    ...{ candidate },
  })),
  failures,
});
