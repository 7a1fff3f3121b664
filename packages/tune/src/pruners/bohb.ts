import type { Card } from "@kaviar/base/card";
import { type OptionsOf, part, whole } from "@kaviar/base/check";
import { options } from "../options.ts";
import type { Sampler } from "../samplers/contract/sampler.ts";
import { tpe } from "../samplers/tpe.ts";
import { drawPoint } from "../space/flat-space.ts";
import { budgetHistories } from "./bohb/budget-history.ts";
import type { Pruner } from "./contract/pruner.ts";
import { hyperband, hyperbandLaws } from "./hyperband.ts";

const read = options("bohb", {
  ...hyperbandLaws,
  /** How many trials must have come to a budget before it is modelled; two more than there are parameters if left out. */
  minObservations: whole(1).optional(),
  /** Which share of the trials is drawn at random all the same. */
  randomShare: part.default(1 / 3),
});

export type BohbOptions = OptionsOf<typeof read>;

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
export const bohb = (given: BohbOptions = {}): { readonly sampler: Sampler; readonly pruner: Pruner } => {
  const { minObservations, randomShare, ...halving } = read(given);
  const { minResource, reductionFactor } = halving;
  const pruner = hyperband(halving);
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

bohb.about = {
  name: "BOHB",
  formula:
    "Hyperband whose trials TPE proposes, from what trials had come to at the largest budget with enough of them",
  use: "dozens of trials and more, where short runs say much about long ones",
  pitfall: "where short runs mislead, so does its model: then `tpe` with `median` is the safer pair",
  reference: "Falkner, Klein & Hutter 2018",
  seeAlso: ["hyperband", "tpe"],
} satisfies Card;
