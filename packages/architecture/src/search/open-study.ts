import { asha, compileSpace, createStudy } from "@kaviar/tune";
import type { Candidate } from "../contract/candidate.ts";
import { spaceOf } from "../spaces/space-of.ts";
import type { Ground } from "./ground.ts";
import { growTheBest } from "./grow.ts";
import type { Options } from "./options.ts";

/** Milliseconds between two looks at the clock. */
const looks = 50;

interface Plan {
  readonly ground: Ground;
  readonly recipes: readonly Candidate[];
  readonly evaluator: URL;
  readonly workers: number;
  /** Milliseconds that are left to it. */
  readonly left: () => number;
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
    const hasBegun = (): boolean => study.history.finished.some(({ number }) => number === 0);
    const watch = setInterval(() => {
      if (left() > 0 || (leftAtMost() > 0 && !hasBegun())) return;
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
