import { asha, compileSpace, createStudy, type Study } from "@kaviar/tune";
import type { Candidate } from "../contract/candidate.ts";
import { spaceOf } from "../spaces/space-of.ts";
import type { Ground } from "./ground.ts";
import { growTheBest } from "./grow.ts";
import type { Options } from "./options.ts";
import { bestFirst, type Scored, scoredOf } from "./scored.ts";

/** Milliseconds between two looks at the clock. */
const looks = 50;

interface Plan {
  readonly ground: Ground;
  readonly recipes: readonly Candidate[];
  readonly evaluator: URL;
  readonly workers: number;
  /** Milliseconds that are left to it, with what is the best so far. */
  readonly left: (best: Scored | undefined) => number;
  /** Milliseconds that are left for what it begins with, which all else is compared with. */
  readonly leftAtMost: () => number;
}

/** The study of a search: recipes first, then what a sampler makes of what they brought. */
export const openStudy = async ({ name, storage, seed, budget, signal }: Options, plan: Plan) => {
  const { ground, recipes, evaluator, workers, left, leftAtMost } = plan;
  const { architecture, facts } = ground;
  const space = spaceOf(architecture, facts);
  const study = await createStudy({
    ...(name !== undefined && { name }),
    storage,
    seed,
    direction: "maximize",
    pruner: asha({ minResource: 1, reductionFactor: 3 }),
  });
  const resumed = study.history.trials.length;
  const most = "trials" in budget ? budget.trials : recipes.length;
  for (const network of recipes.slice(resumed, most)) await study.enqueue({ network });
  const { decode } = compileSpace(space);
  const candidateOf = (params: Parameters<typeof decode>[0]): Candidate =>
    (decode(params) as unknown as { readonly network: Candidate }).network;
  const run = async (): Promise<string> => {
    growTheBest(study, { architecture, facts, candidateOf, recipes: recipes.length });
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
      const { stopped } = await study.optimize(space, evaluator, {
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
  return { study, run, candidateOf, resumed };
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
