import type { AutofitResult, Candidate, FoundPipeline, Table } from "@kaviar/tabular";

/** A pipeline as programs get it. */
const candidateData = ({ trial, words, score, std, scores, complexity, work, origin, ...times }: Candidate) => ({
  trial,
  pipeline: words,
  score,
  std,
  scores,
  complexity,
  work,
  fitSeconds: times.fitSeconds,
  thousandRowsSeconds: times.thousandRowsSeconds,
  origin,
});

/** What a search has found, in short. */
export const resultData = (result: AutofitResult) => {
  const { task, classes, metric, better, chosen, single, ensemble, holdout, adjusted, leaderboard, front, failures } =
    result;
  return {
    target: result.model.target,
    task,
    ...(task === "classes" && { classes }),
    metric,
    better,
    chosen,
    single: candidateData(single),
    folds: result.folds,
    repeats: result.repeats,
    ensemble: ensemble
      ? {
          score: ensemble.score,
          std: ensemble.std,
          scores: ensemble.scores,
          members: ensemble.members.map(({ candidate, weight }) => ({
            trial: candidate.trial,
            pipeline: candidate.words,
            weight,
          })),
        }
      : null,
    holdout: holdout
      ? {
          rows: holdout.rows,
          score: holdout.score,
          compared: Object.fromEntries(holdout.compared.map(({ name, score }) => [name, score])),
        }
      : null,
    ...(adjusted && { adjusted }),
    pipelines: {
      scored: leaderboard.length,
      stopped: result.stopped,
      failed: failures.length,
    },
    front: front.map(({ trial }) => trial),
    notes: result.notes,
    ended: result.ended,
    seconds: result.seconds,
  };
};

/** So many texts of a column tell whether it has few or many. */
const mostLevels = 300;

/** What programs that are written later have to know of the columns. */
const schemaData = ({ schema }: Table) =>
  schema.map(({ name, type, kind, missing, levels }) => ({
    name,
    type,
    kind,
    missing,
    ...(levels && { levels: levels.slice(0, mostLevels) }),
  }));

/**
 * All pipelines that were scored, the best first, and those that failed, as `leaderboard.json` has them; and the one that
 * was chosen, so that programs can be written of it.
 */
export const leaderboardData = (
  result: AutofitResult,
  { metric, threshold, ...found }: FoundPipeline,
  table: Table,
): object => ({
  ...resultData(result),
  leaderboard: result.leaderboard.map((candidate, i) => ({ rank: i + 1, ...candidateData(candidate) })),
  failures: result.failures.map(({ trial, words, error }) => ({ trial, pipeline: words, error })),
  found: { ...found, metric: metric.name, threshold: threshold?.name },
  schema: schemaData(table),
});
