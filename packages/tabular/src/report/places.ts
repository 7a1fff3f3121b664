import type { AutofitResult, Candidate } from "../autofit/result.ts";
import type { FitReport, Place, Scored } from "./fit-report.ts";
import { shownWords } from "./shown-words.ts";

const mostPlaces = 50;
const mostInCloud = 3000;

const placeOf = (candidate: Candidate): Place => ({
  trial: candidate.trial,
  words: shownWords(candidate.words),
  score: candidate.score,
  std: candidate.std,
  parts: candidate.complexity,
  work: candidate.work,
  fitSeconds: candidate.fitSeconds,
  thousandRowsSeconds: candidate.thousandRowsSeconds,
  operator: candidate.origin.operator,
});

/** The leaderboard, the front, and the cloud of all pipelines behind it. */
export const placesOf = ({ leaderboard, front }: AutofitResult): Pick<FitReport, "leaderboard" | "front" | "cloud"> => {
  const stride = Math.ceil(leaderboard.length / mostInCloud);
  return {
    leaderboard: leaderboard.slice(0, mostPlaces).map(placeOf),
    front: front.slice(0, mostPlaces).map(placeOf),
    cloud: leaderboard
      .filter((_, i) => i % stride === 0)
      .map(({ score, complexity, work, trial }) => [score, complexity, work, trial]),
  };
};

/** When each pipeline was scored: in seconds in which something was searched, however long the search was left alone between. */
export const progressOf = ({ leaderboard, study }: AutofitResult): readonly Scored[] => {
  const finishedAt = new Map<number, number>();
  const spans: (readonly [number, number])[] = [];
  for (const trial of study.history.trials) {
    if (trial?.startedAt === undefined || trial.finishedAt === undefined) continue;
    finishedAt.set(trial.number, trial.finishedAt);
    spans.push([trial.startedAt, trial.finishedAt]);
  }
  const clock = searchClock(spans);
  return leaderboard
    .flatMap(({ trial, score }) => {
      const at = finishedAt.get(trial);
      return at === undefined ? [] : [{ trial, seconds: clock(at) / 1000, score }];
    })
    .sort((a, b) => a.seconds - b.seconds || a.trial - b.trial);
};

/** How long it may be quiet between two trials, in milliseconds, until nobody is searching. */
const quiet = 10_000;

/** The time since the first span began, without the pauses between spans. */
const searchClock = (spans: readonly (readonly [number, number])[]): ((moment: number) => number) => {
  const sorted = [...spans].sort(([a], [b]) => a - b);
  const pauses: { readonly end: number; readonly length: number }[] = [];
  let last = sorted[0]?.[1] ?? 0;
  for (const [start, end] of sorted) {
    if (start - last > quiet) pauses.push({ end: start, length: start - last });
    last = Math.max(last, end);
  }
  const first = sorted[0]?.[0] ?? 0;
  return (moment) => moment - first - pauses.reduce((sum, { end, length }) => (end <= moment ? sum + length : sum), 0);
};
