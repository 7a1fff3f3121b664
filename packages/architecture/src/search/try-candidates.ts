import type { Study } from "@kaviar/tune";
import type { Candidate } from "../contract/candidate.ts";
import { spaceOf } from "../spaces/space-of.ts";
import type { Ground } from "./ground.ts";
import type { Options } from "./options.ts";
import { bestFirst, type Scored, scoredOf } from "./scored.ts";

/** Milliseconds between two looks at the clock. */
const looks = 50;

interface Trying {
  readonly ground: Ground;
  readonly candidateOf: (params: never) => Candidate;
  readonly evaluator: URL;
  readonly workers: number;
  /** Milliseconds that are left to it, with what is the best so far. */
  readonly left: (best: Scored | undefined) => number;
  /** Milliseconds that are left for what it begins with, which all else is compared with. */
  readonly leftAtMost: () => number;
}

/** Lets a study try candidates until it has its budget: says why it ended. */
export const tryCandidates = async (study: Study, { budget, signal }: Options, trying: Trying): Promise<string> => {
  const { ground, candidateOf, evaluator, workers, left, leftAtMost } = trying;
  const end = new AbortController();
  let isOver = false;
  const best = createBest(study, candidateOf);
  const hasBegun = (): boolean => study.history.finished.some(({ number }) => number === 0);
  const watch = setInterval(() => {
    if (left(best()) > 0 || (leftAtMost() > 0 && !hasBegun())) return;
    isOver = true;
    end.abort();
  }, looks);
  const whenAborted = () => end.abort();
  if (signal?.aborted) whenAborted();
  else signal?.addEventListener("abort", whenAborted, { once: true });
  try {
    const { stopped } = await study.optimize(spaceOf(ground.architecture, ground.facts), evaluator, {
      workers,
      overtime: 1,
      signal: end.signal,
      ...("trials" in budget && { trials: budget.trials }),
    });
    return isOver && !signal?.aborted ? "its time is over" : stopped;
  } finally {
    clearInterval(watch);
    signal?.removeEventListener("abort", whenAborted);
  }
};

/** What is the best so far, looked for anew only when another has ended. */
const createBest = ({ history }: Study, candidateOf: (params: never) => Candidate): (() => Scored | undefined) => {
  let known = 0;
  let best: Scored | undefined;
  return () => {
    const { finished } = history;
    if (finished.length === known) return best;
    known = finished.length;
    [best] = bestFirst(finished.flatMap((trial) => scoredOf(trial, candidateOf(trial.params as never), 0) ?? []));
    return best;
  };
};
