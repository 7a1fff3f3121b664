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

interface Told {
  /** How many the search began with. */
  readonly recipes: number;
  /** Why it ended. */
  readonly ended: string;
  readonly metric: string;
  /** Rows that candidates were scored on. */
  readonly rows: number;
}

/**
 * The best. What was stopped early is more often ahead by chance, there being more of it: so it gives way to the best of those
 * that were trained to the end where that is within a standard error of accuracy, √(p (1 − p) / n).
 */
export const winnerOf = (leaderboard: readonly Scored[], rows: number | undefined): Scored | undefined => {
  const [best] = leaderboard;
  const whole = leaderboard.find(({ cycles: done }) => done === cycles.length);
  if (!best || !whole || whole === best) return best;
  const chance = rows === undefined ? 0 : Math.sqrt((best.score * (1 - best.score)) / rows);
  return best.rank - whole.rank > chance ? best : whole;
};

/** Candidates in the order of their scores, and those that failed. */
export const standingOf = (
  { history }: Study,
  candidateOf: (params: never) => Candidate,
  { recipes, ended, metric, rows }: Told,
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
  const winner = winnerOf(leaderboard, metric === "accuracy" ? rows : undefined);
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
