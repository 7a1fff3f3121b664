import type { Study } from "@kaviar/tune";
import type { Candidate } from "../contract/candidate.ts";
import { ArchitectureError } from "../error.ts";
import { cycles } from "../evaluation/cycles.ts";
import type { Failed } from "./result.ts";
import { bestFirst, type Scored, scoredOf, wordsOf } from "./scored.ts";

/** What a search has come to. */
export interface Standing {
  /** The best first. */
  readonly leaderboard: readonly Scored[];
  readonly failures: readonly Failed[];
  readonly winner: Scored;
  /** What the search began with. */
  readonly recipe: Scored;
}

/** Candidates in the order of their scores, and those that failed. */
export const standingOf = (
  { history }: Study,
  candidateOf: (params: never) => Candidate,
  recipes: number,
  ended: string,
): Standing => {
  const scored = history.trials.flatMap(
    (trial) => scoredOf(trial!, candidateOf(trial!.params as never), recipes) ?? [],
  );
  const failures = history.finished
    .filter(({ state }) => state === "failed")
    .map(({ number, params, error = "" }): Failed => {
      const candidate = candidateOf(params as never);
      return { trial: number, kind: candidate.kind, words: wordsOf(candidate), error };
    });
  const leaderboard = bestFirst(scored);
  // What was stopped early may do best by chance, or by luck in what it began with: the winner has been trained to the end.
  const winner = leaderboard.find(({ cycles: done }) => done === cycles.length) ?? leaderboard[0];
  if (!winner) throw nothingFound(failures, ended);
  return { leaderboard, failures, winner, recipe: scored.find(({ trial }) => trial === 0) ?? winner };
};

const nothingFound = (failures: readonly Failed[], ended: string): ArchitectureError =>
  new ArchitectureError(
    "data",
    failures.length > 0
      ? `A search finds a network that can be trained: all ${failures.length} failed, the first with "${failures[0]!.error}".`
      : `A search finds a network that can be trained: ${ended} before the first one was scored.`,
    { remedy: failures.length > 0 ? "Look at the rows that it names." : "Give it more time." },
  );
