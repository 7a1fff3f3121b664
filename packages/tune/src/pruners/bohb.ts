import { TuneError } from "../error.ts";
import type { Sampler } from "../samplers/contract/sampler.ts";
import { tpe } from "../samplers/tpe.ts";
import { drawPoint } from "../space/flat-space.ts";
import { budgetHistories } from "./bohb/budget-history.ts";
import type { Pruner } from "./contract/pruner.ts";
import { type HyperbandOptions, hyperband } from "./hyperband.ts";

export type BohbOptions = HyperbandOptions & {
  /** How many trials must have come to a budget before it is modelled; two more than there are parameters if left out. */
  readonly minObservations?: number;
  /** Which share of the trials is drawn at random all the same. */
  readonly randomShare?: number;
};

/**
 * Hyperband whose trials are proposed by a model: by TPE on what trials had come to at the largest number of steps that
 * enough of them reached. (Falkner, Klein & Hutter 2018)
 *
 * ```ts
 * const { sampler, pruner } = bohb({ minResource: 1, maxResource: 81 });
 * const study = await createStudy({ sampler, pruner });
 * ```
 * It learns early, from short runs: where these mislead, `tpe()` with `median()` is the safer pair.
 */
export const bohb = (options: BohbOptions = {}): { readonly sampler: Sampler; readonly pruner: Pruner } => {
  const { minObservations, randomShare = 1 / 3, ...ladder } = options;
  const { minResource = 1, reductionFactor = 3 } = ladder;
  const pruner = hyperband(ladder);
  if (minObservations !== undefined && (!Number.isSafeInteger(minObservations) || minObservations < 1))
    throw new TuneError("bad-count", `\`minObservations\` must be a whole number ≥ 1, got ${minObservations}.`);
  if (!(randomShare >= 0 && randomShare <= 1))
    throw new TuneError("bad-share", `\`randomShare\` lies in [0, 1], got ${randomShare}.`);
  const viewsOf = budgetHistories(minResource, reductionFactor);
  const model = tpe({ startup: 1 });
  return {
    pruner,
    sampler: {
      name: "bohb",
      propose: async (question) => {
        const { space, history, draw } = question;
        const needed = minObservations ?? space.length + 2;
        const views = viewsOf(history);
        const chosen = views.findLast(({ observations }) => observations >= needed);
        if (chosen === undefined)
          return { params: drawPoint(space, draw), why: `by chance: no budget has ${needed} observations yet` };
        if (draw("share")() < randomShare)
          return { params: drawPoint(space, draw), why: "by chance, as a share of the trials is" };
        const proposal = await model.propose({ ...question, history: chosen.view });
        const budget = chosen.budget === Infinity ? "the end" : `step ${chosen.budget}`;
        return { ...proposal, why: `${proposal.why}, by ${chosen.observations} values at ${budget}` };
      },
    },
  };
};
