import type { Card } from "@kaviar/base/card";
import type { OptionsOf } from "@kaviar/base/check";
import { TuneError } from "../error.ts";
import { options } from "../options.ts";
import { lossOf } from "../trial/loss.ts";
import { isFinished, type TrialRecord } from "../trial/record.ts";
import type { Proposal, Question, Sampler } from "./contract/sampler.ts";
import { beginning } from "./gp/begin.ts";
import { type Encoding, encodings } from "./gp/encode.ts";
import { observe } from "./gp/observe.ts";
import { promising } from "./gp/promising.ts";
import { isRegion, nextRegion, zoom } from "./gp/region.ts";

const read = options("trustRegion", {});

/**
 * Bayesian optimization in a box around the best point: a Gaussian process learns what is near, and the box grows while
 * that leads on. For objectives that are smooth around their best and wild elsewhere, or narrow valleys across the axes.
 *
 * ```ts
 * createStudy({ sampler: trustRegion() })
 * ```
 * It begins in the middle of the space, with a step along each axis. A box that no longer leads on is given up, and another
 * begins around the best point outside.
 */
export const trustRegion = (given: OptionsOf<typeof read> = {}): Sampler => {
  read(given);
  const encodingOf = encodings();
  return {
    name: "trustRegion",
    usesHypergradients: true,
    check: ({ directions }) => {
      if (directions.length !== 1)
        throw new TuneError("needs-one-objective", `A trust region needs one objective: got ${directions.length}.`, {
          remedy: "Use `gp()`.",
        });
    },
    propose: (question) => propose(question, encodingOf(question.space)),
  };
};

trustRegion.about = {
  name: "Bayesian optimization in a trust region",
  formula:
    "argmax of EI(x), with a fifth of σ, over |x − x_best| ≤ L/2; L ← 1.5 L after a better point, 0.75 L after any other",
  use: "one objective that is smooth near its best point; the last digits; narrow valleys",
  pitfall: "what is far from the best point it looks at only when the box is exhausted; `gp` looks everywhere",
  reference: "Eriksson, Pearce, Gardner, Turner & Poloczek 2019 (TuRBO)",
  seeAlso: ["gp", "cmaes", "auto"],
} satisfies Card;

const propose = (question: Question, encoding: Encoding): Proposal => {
  if (encoding.axes.length === 0)
    return { params: encoding.params(new Float64Array(0)), why: "there is nothing to choose yet" };
  const observations = observe(question.history, encoding, question.number, question.seed);
  const begun = beginning(question, encoding, observations, true);
  if (begun !== undefined) return begun;
  const region = nextRegion(observations.seen, latest(question));
  if (region === undefined)
    return promising(question, { encoding, observations, name: "", isNear: false, elsewhere: true });
  const { why, ...proposal } = promising(question, {
    ...zoom(encoding, observations, region),
    name: "region",
    isNear: true,
    elsewhere: false,
    notes: { region },
  });
  return {
    ...proposal,
    why: `${why}, in a box of ${Number(region.side.toPrecision(2))} around trial ${region.centre}`,
  };
};

/** The region of the latest trial that was chosen in one and has ended, and whether it was better than its centre. */
const latest = ({ history, number }: Question) => {
  for (let i = number - 1; i >= 0; i--) {
    const trial = history.trials[i];
    if (trial === undefined || !isRegion(trial.notes) || !isFinished(trial)) continue;
    const { region } = trial.notes;
    const loss = (each: TrialRecord | undefined) => (each && lossOf(each, history.directions)) ?? Infinity;
    return { region, isBetter: loss(trial) < loss(history.trials[region.centre]) };
  }
  return undefined;
};
