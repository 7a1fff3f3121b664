import type { Card } from "@kaviar/base/card";
import type { OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import { sizeOf } from "../space/domain.ts";
import { countPoints } from "../space/flat-space.ts";
import { isFeasible } from "../trial/best.ts";
import { lossOf } from "../trial/loss.ts";
import { bruteForce } from "./brute-force.ts";
import { cmaes } from "./cmaes.ts";
import type { Question, Sampler } from "./contract/sampler.ts";
import { firstSteps } from "./gp/begin.ts";
import { isRegion } from "./gp/region.ts";
import { lookingElsewhere } from "./gp.ts";
import { nsga2 } from "./nsga2.ts";
import { tpe } from "./tpe.ts";
import { trustRegion } from "./trust-region.ts";

/** Beyond these a Gaussian process costs more than it finds: trials it has to fit, and parameters it has to tell apart. */
const modelled = { trials: 250, parameters: 24 };

/** Trials without a better one, in a row, after which the process is taken to be stuck. */
const stuckAfter = (parameters: number): number => 8 + 2 * parameters;

/** Trials in a box without more than last digits, after which it no longer leads on. */
const patience = 5;

/** Trials for each parameter, of which the box around the best has all while it leads on. Later ones it shares. */
const nearFirst = 8;

type Member = "bruteForce" | "gp" | "trustRegion" | "tpe" | "cmaes" | "nsga2";

const read = options("auto", {});

/**
 * Chooses among the samplers, trial by trial, by what is known: the space, how many trials there will be, and
 * what the trials so far have brought. Each trial says which sampler proposed it, and why.
 *
 * ```ts
 * createStudy({ sampler: auto() })
 * ```
 * The default of a study. Its models take seconds over hundreds of trials: where the objective is cheaper, `tpe()` is faster.
 */
export const auto = (given: OptionsOf<typeof read> = {}): Sampler => {
  read(given);
  const members: Record<Member, Sampler> = {
    bruteForce: bruteForce(),
    // Every other of the trials that are its own: all, or those that the trust region leaves it.
    gp: lookingElsewhere((question) => (isShared(question) ? question.number % 4 === 2 : question.number % 2 === 1)),
    trustRegion: trustRegion(),
    tpe: tpe(),
    cmaes: cmaes(),
    nsga2: nsga2(),
  };
  return {
    name: "auto",
    usesHypergradients: true,
    propose: async (question) => {
      const [member, reason] = choose(question);
      const proposal = await members[member].propose(question);
      return {
        ...proposal,
        sampler: proposal.sampler ?? member,
        why: proposal.why === undefined ? reason : `${reason}; ${proposal.why}`,
      };
    },
  };
};

auto.about = {
  name: "Auto",
  formula:
    "every point if the trials reach them all; up to 250 trials and 24 parameters a Gaussian process, of numbers first one for a box around the best, while it leads on, then both in turn; then CMA-ES and TPE, or NSGA-II for several objectives",
  use: "the default: when you have better things to think about than samplers",
  pitfall: "its models take seconds over hundreds of trials: for objectives of milliseconds `tpe` is faster",
  reference: "Rice 1976, the algorithm selection problem",
  seeAlso: ["gp", "trustRegion", "tpe", "cmaes", "nsga2", "bruteForce"],
} satisfies Card;

/** Which sampler, and why. */
const choose = (question: Question): readonly [Member, string] => {
  const { space, history, prior, budget, deterministic, number } = question;
  const parameters = space.filter(({ domain }) => sizeOf(domain) > 1).length;
  const { trials = Infinity } = budget;
  const size = deterministic ? countPoints(space) : Infinity;
  if (space.length > 0 && size < Infinity && size <= trials)
    return ["bruteForce", `the ${trials} trials reach all ${size} points`];
  const several = history.directions.length > 1;
  const told = history.finished.length;
  if (parameters > modelled.parameters)
    return several
      ? ["nsga2", `${parameters} parameters are too many for a Gaussian process`]
      : ["tpe", `${parameters} parameters are too many for a Gaussian process`];
  if (several)
    return told < modelled.trials
      ? ["gp", `few trials, ${history.directions.length} objectives`]
      : ["nsga2", `${told} trials: a population carries on from what the model found`];
  if (told < modelled.trials) {
    const better = lastBetter(question);
    if (told - 1 - better > stuckAfter(parameters) && number % 3 === 0)
      return ["tpe", `nothing better in ${told - 1 - better} trials: every third point from another model`];
    if (!isShared(question)) return ["gp", "few trials: the model that needs the fewest"];
    if (prior.length > 0 && number < firstSteps(parameters, budget.trials))
      return ["gp", "earlier studies say where to begin"];
    if (prior.length === 0 && told < nearFirst * parameters && leadsOn(question, better))
      return ["trustRegion", "first what is near the best, while it leads on"];
    return number % 2 === 1
      ? ["trustRegion", "few trials: every other near the best"]
      : ["gp", "few trials: the model that needs the fewest"];
  }
  return isNumeric(question) && number % 2 === 0
    ? ["cmaes", `${told} trials, all parameters are numbers`]
    : ["tpe", `${told} trials: more than a Gaussian process can fit in time`];
};

const isNumeric = ({ space }: Question): boolean =>
  space.every(({ domain, when }) => domain.kind !== "categorical" && when === undefined);

/** Whether two models share the few trials there are. Near the best point of one choice nothing is learned of the others. */
const isShared = (question: Question): boolean => question.history.directions.length === 1 && isNumeric(question);

/** Of what lies between the best value and the middle one, the share that is no more than last digits. */
const digits = 0.01;

/** Where among the trials that ended the best one is, or the first that differs from it by last digits; −1 while there is none. */
const lastBetter = ({ history: { finished, directions } }: Question): number => {
  const losses = finished.map((trial) => (isFeasible(trial) ? lossOf(trial, directions)! : Infinity));
  const sorted = losses.filter((loss) => loss < Infinity).sort((a, b) => a - b);
  const best = sorted[0] ?? Number.NaN;
  const limit = best + digits * (sorted[sorted.length >> 1]! - best);
  return losses.findIndex((loss) => loss <= limit);
};

/** Whether the box around the best leads on: the latest trials in it brought more than last digits. */
const leadsOn = ({ history: { finished } }: Question, better: number): boolean =>
  finished.slice(better + 1).filter(({ notes }) => isRegion(notes)).length < patience;
