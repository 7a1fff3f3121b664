import type { SearchResult } from "@kaviar/architecture";

/** What a search over networks came to, for programs. */
export const summaryOf = ({
  winner,
  recipe,
  holdout,
  validation,
  metric,
  classes,
  leaderboard,
  failures,
  seconds,
  ended,
}: SearchResult) => ({
  metric,
  winner: { words: winner.words, score: winner.score, parameters: winner.parameters },
  beganWith: { words: recipe.words, score: recipe.score },
  together: validation,
  ...(holdout && {
    holdout: { rows: holdout.rows, score: holdout.score, best: holdout.best, beganWith: holdout.recipe },
  }),
  ...(classes && { classes }),
  networks: leaderboard.length,
  failures,
  seconds,
  ended,
});
