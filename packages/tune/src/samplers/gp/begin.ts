import type { Proposal, Question } from "../contract/sampler.ts";
import { designPoint } from "./design.ts";
import type { Encoding } from "./encode.ts";
import type { Observations } from "./observe.ts";

/** A point to begin with, while there is too little for a model to learn from. */
export const beginning = (question: Question, encoding: Encoding, observations: Observations): Proposal | undefined => {
  const { seen, running } = observations;
  const designed = designSize(encoding.axes.length, question.budget.trials);
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
