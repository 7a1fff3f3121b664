import type { Card } from "@kaviar/base/card";
import type { OptionsOf } from "@kaviar/base/check";
import { options } from "../options.ts";
import type { Proposal, Question, Sampler } from "./contract/sampler.ts";
import { beginning } from "./gp/begin.ts";
import { earlierStudies } from "./gp/earlier.ts";
import { type Encoding, encodings } from "./gp/encode.ts";
import { observe } from "./gp/observe.ts";
import { promising } from "./gp/promising.ts";

const read = options("gp", {});

/** Points that it takes to see what earlier studies are worth. */
const fewestToHear = 3;

/** Points with derivatives tell so much each that a model needs no more of them to begin with. */
const fewestToGoBy = 3;

/**
 * Bayesian optimization: a Gaussian process learns the objective from the trials so far, and the next point is the one
 * with the most expected improvement. For expensive objectives: it needs the fewest trials of all samplers.
 *
 * ```ts
 * createStudy({ sampler: gp() })
 * ```
 * A proposal takes a millisecond at first and a tenth of a second with 300 trials; beyond 400 it models a selection. It learns
 * from derivatives too that objectives tell (`trial.hypergradient`), as far as these foretell the values.
 */
export const gp = (given: OptionsOf<typeof read> = {}): Sampler => {
  read(given);
  return lookingElsewhere(({ number }) => number % 2 === 1);
};

gp.about = {
  name: "Gaussian process with expected improvement",
  formula: "argmax of EI(x) = σ(x) (φ(z) + z Φ(z)), z = (f_best − μ(x)) / σ(x), with μ and σ of a Gaussian process",
  use: "trials that take seconds or more, some hundred of them at most: it needs the fewest",
  pitfall:
    "its cost grows with the cube of the number of trials, and beyond some twenty parameters it cannot tell them apart",
  reference: "Jones, Schonlau & Welch 1998; Snoek, Larochelle & Adams 2012; Ament et al. 2023",
  seeAlso: ["tpe", "cmaes", "auto"],
} satisfies Card;

type Earliers = ReturnType<ReturnType<typeof earlierStudies>>;

/** The same, with the trials that look elsewhere once the surroundings of the best are searched through. */
export const lookingElsewhere = (elsewhere: (question: Question) => boolean): Sampler => {
  const encodingOf = encodings();
  const earlierFor = earlierStudies();
  return {
    name: "gp",
    usesHypergradients: true,
    propose: (question) => {
      const encoding = encodingOf(question.space);
      return propose(question, encoding, earlierFor(question, encoding), elsewhere(question));
    },
  };
};

const propose = (question: Question, encoding: Encoding, earlier: Earliers, elsewhere: boolean): Proposal => {
  if (encoding.axes.length === 0)
    return { params: encoding.params(new Float64Array(0)), why: "there is nothing to choose yet" };
  const { history, number, seed } = question;
  const observations = observe(history, encoding, number, seed);
  const begun = beginning(question, encoding, observations, false);
  const isTold = observations.seen.filter(({ slope }) => slope !== undefined).length >= fewestToGoBy;
  const isKnown = earlier.some((each) => each !== undefined) && observations.seen.length >= fewestToHear;
  if (begun !== undefined && !isTold && !(isKnown && number % 2 === 1)) return begun;
  const proposal = promising(question, {
    encoding,
    observations,
    name: "",
    isNear: false,
    elsewhere,
    earlier,
  });
  return isKnown ? { ...proposal, why: `${proposal.why}, by what earlier studies say too` } : proposal;
};
