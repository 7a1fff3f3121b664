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
  views,
  front,
}: SearchResult) => ({
  metric,
  better,
  folds,
  winner: winner.trial,
  beganWith: recipe.trial,
  ...(holdout && {
    holdout: { rows: holdout.rows, score: holdout.score, best: holdout.best, beganWith: holdout.recipe },
  }),
  ...(views !== undefined && { views }),
  networks: leaderboard.map((each) => ({
    ...{ trial: each.trial, words: each.words, score: each.score, loss: each.loss },
    ...{ seconds: each.seconds, epochs: each.epochs, parameters: each.parameters, millisecondsPerRow: each.latency },
    stoppedEarly: each.cycles < 3,
    ...(each.from !== undefined && { beganWith: each.from }),
    ...(each.hopeless !== undefined && { endedBy: each.hopeless }),
    ...{ candidate: each.candidate },
  })),
  front: front.map(({ trial }) => trial),
  failures,
});
