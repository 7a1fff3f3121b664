import { losses } from "../../trial/loss.ts";
import type { TrialRecord } from "../../trial/record.ts";
import type { Proposal, Question } from "../contract/sampler.ts";
import { designPoint } from "./design.ts";
import { type Encoding, fullOf } from "./encode.ts";
import type { Observations } from "./observe.ts";

/** A point to begin with, while there is too little for a model to learn from. */
export const beginning = (question: Question, encoding: Encoding, observations: Observations): Proposal | undefined => {
  const { history, number, budget, prior, attempt } = question;
  const { seen, running } = observations;
  const designed = designSize(encoding.axes.length, budget.trials);
  const hint = attempt === 0 ? hintsOf(prior, history.directions, encoding, designed)[number] : undefined;
  if (hint !== undefined)
    return { params: encoding.params(fullOf(encoding, hint)), why: "one of the best of an earlier study" };
  const isBegun = seen.length + running.length >= designed;
  if (isBegun && (seen.some(({ values }) => values !== undefined) || seen.length >= 2 * designed)) return undefined;
  return { params: evenPoint(question, encoding), why: `one of ${designed} points spread evenly, to begin with` };
};

/** The point of this trial in a design that is spread evenly. */
export const evenPoint = ({ seed, attempt, budget, number }: Question, encoding: Encoding) =>
  encoding.params(designPoint(encoding, seed + attempt, designSize(encoding.axes.length, budget.trials), number));

/** How many points are spread evenly before the model is asked. */
const designSize = (axes: number, trials = Infinity): number =>
  Math.max(Math.min(Math.max(2 * axes, 5), 20, Math.floor(trials / 4)), 3);

/** The best points of earlier studies that fit into this space: half of the points to begin with, at most. */
const hintsOf = (
  prior: readonly TrialRecord[],
  directions: Question["history"]["directions"],
  encoding: Encoding,
  designed: number,
): readonly Float64Array[] => {
  const ranked = prior.flatMap(({ values, params }) => {
    const row = values?.length === directions.length ? encoding.row(params) : undefined;
    return row === undefined ? [] : [{ row, cost: losses(values!, directions).reduce((a, b) => a + b, 0) }];
  });
  const rows = ranked.sort((a, b) => a.cost - b.cost).map(({ row }) => row);
  const fresh = rows.filter((row, i) => rows.findIndex((other) => other.every((each, k) => each === row[k])) === i);
  return fresh.slice(0, Math.floor(designed / 2));
};
