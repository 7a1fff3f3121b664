import type { TrialRecord } from "@kaviar/tune";
import type { Candidate } from "../contract/candidate.ts";
import type { Progress } from "../evaluation/progress.ts";

/** A candidate, and what is known of it. */
export interface Scored extends Progress {
  readonly trial: number;
  readonly candidate: Candidate;
  /** The network and its training in a line, and the network alone. */
  readonly words: string;
  readonly network: string;
  /** Whether the search began with it. */
  readonly isRecipe: boolean;
  /** Milliseconds since 1970. */
  readonly finishedAt: number;
}

/** A trial of a search as a candidate; undefined where it was not scored. */
export const scoredOf = (trial: TrialRecord, candidate: Candidate, recipes: number): Scored | undefined => {
  const progress = trial.attributes.progress as unknown as Progress | undefined;
  if (progress === undefined) return undefined;
  return {
    ...progress,
    trial: trial.number,
    candidate,
    words: wordsOf(candidate),
    network: wordsOf({ kind: candidate.kind, model: candidate.model }),
    isRecipe: trial.number < recipes,
    finishedAt: trial.finishedAt ?? Date.now(),
  };
};

/** The best first; of equals the one that was first. */
export const bestFirst = (scored: readonly Scored[]): readonly Scored[] =>
  [...scored].sort((a, b) => b.rank - a.rank || a.trial - b.trial);

const written = (value: unknown): string =>
  typeof value === "number" ? String(Number(value.toPrecision(3))) : String(value);

/** A candidate in a line: its family, and what differs from 0 and false. */
export const wordsOf = ({ kind, model, training = {} }: Candidate): string => {
  const all = Object.entries({ ...model, ...training }).filter(([, value]) => value !== 0 && value !== false);
  return `${kind}(${all.map(([name, value]) => (value === true ? name : `${name} ${written(value)}`)).join(", ")})`;
};
