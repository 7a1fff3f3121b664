import type { Prepared } from "../preparing/prepare-search.ts";
import type { Candidate, Ensemble } from "../result.ts";
import { type Finished, finish, type Means, wordsOf } from "./finish.ts";
import { linearOf } from "./linear-of.ts";

/** So many pipelines are tried to be fitted before a search is given up. */
const attempts = 5;

/** The share of the time that is left which the fit of a single pipeline may take. */
const certain = 0.4;

interface FinishedSurely extends Finished {
  readonly single: Candidate;
  readonly ensemble: Ensemble | undefined;
}

/** Finishes with the best that can be fitted in the time that is left: what a search has found is not lost by one fit. */
export const finishSurely = async (
  leaderboard: readonly Candidate[],
  ensemble: Ensemble | undefined,
  prepared: Prepared,
  means: Means,
): Promise<FinishedSurely> => {
  const most = means.left() * certain;
  const inTime = leaderboard.filter(({ fitSeconds }) => fitSeconds <= most);
  const quickest = leaderboard.reduce((a, b) => (b.fitSeconds < a.fitSeconds ? b : a));
  const singles = inTime.length > 0 ? inTime : [quickest];
  const [best] = singles;
  const notes =
    best === leaderboard[0]
      ? []
      : [`${leaderboard[0]!.words} is better than ${best!.words}: there was no time left to fit it.`];
  const tries = [
    ...(ensemble ? [{ single: best!, ensemble }] : []),
    ...singles.slice(0, attempts).map((single) => ({ single, ensemble: undefined })),
  ];
  const linear = linearOf(inTime);
  let first: unknown;
  for (const found of tries) {
    try {
      const finished = await finish({ ...found, linear }, prepared, means);
      return { ...found, ...finished, notes: [...notes, ...finished.notes] };
    } catch (error) {
      first ??= error;
      const what = found.ensemble ? "The ensemble" : found.single.words;
      notes.push(`${what} could not be fitted in the end: ${wordsOf(error)}`);
    }
  }
  throw first;
};
