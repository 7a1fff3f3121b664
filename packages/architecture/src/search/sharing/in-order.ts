import { asha, auto, compileSpace, type Pruner, type Sampler, successiveHalving, type TrialRecord } from "@kaviar/tune";
import type { Candidate } from "../../contract/candidate.ts";
import { spaceOf } from "../../spaces/space-of.ts";
import type { Ground } from "../ground.ts";
import { createGrowing } from "../grow.ts";
import { candidatesOf, halving } from "../open-study.ts";
import type { Budget } from "../options.ts";

/**
 * So many of the last candidates are not looked at where they are counted: then a search is the same for any number of workers
 * up to it, on one machine or on many. Where there are many to come, a sixteenth of them is little to miss.
 */
export const lagOf = (budget: Budget): number | undefined =>
  "trials" in budget ? Math.max(8, Math.ceil(budget.trials / 16)) : undefined;

/** Whether it is known which candidate a trial is: another process may be about to say so. */
const isKnown = (trial: TrialRecord | undefined): trial is TrialRecord =>
  trial !== undefined && Object.keys(trial.params).length > 0;

/**
 * What a search of one process enqueues as it comes, proposed trial by trial: recipes, larger ones of the best, and else what
 * `auto` makes of what they brought.
 */
export const samplerOf = (ground: Ground, recipes: readonly Candidate[], lag: number | undefined): Sampler => {
  const { architecture, facts } = ground;
  const { encode } = compileSpace(spaceOf(architecture, facts));
  const growing = createGrowing({ architecture, facts, candidateOf: candidatesOf(ground), recipes: recipes.length });
  const proposed = (network: Candidate, why: string) => ({ params: encode({ network } as never), why });
  const usual = auto();
  return {
    name: "networks",
    ...(lag !== undefined && { lag }),
    propose: (question) => {
      const { number, history, attempt, budget } = question;
      if (attempt > 0) return auto().propose(question);
      const recipe = recipes[number];
      if (recipe) return proposed(recipe, "a recipe");
      const grown = growing({ ...history, trials: history.trials.filter(isKnown) });
      const [larger] = grown?.larger ?? [];
      if (larger) return proposed(larger, `larger than network ${grown!.best}`);
      // How many run here at once is not to count, nor what was proposed here before.
      return lag === undefined
        ? usual.propose(question)
        : auto().propose({ ...question, budget: { ...budget, concurrency: 1 } });
    },
  };
};

/**
 * Who is stopped is settled by those before it that have ended when it begins, and none of those goes on later: so it makes no
 * difference who is ahead of whom. With a time whoever gets on goes on, by what is known at the moment.
 */
export const prunerOf = (lag: number | undefined): Pruner => {
  if (lag === undefined) return asha(halving);
  const rule = successiveHalving(halving);
  return {
    name: "halving in order",
    judge: (watch) =>
      rule.judge({ ...watch, others: watch.others.filter(({ number }) => number < watch.number - lag) }),
  };
};
