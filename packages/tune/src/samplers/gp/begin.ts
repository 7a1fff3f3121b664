import type { Proposal, Question } from "../contract/sampler.ts";
import { designPoint } from "./design.ts";
import type { Encoding } from "./encode.ts";
import { firstStep } from "./first-step.ts";
import type { Observations } from "./observe.ts";

/** A point to begin with, while there is too little for a model to learn from: near the best, or spread over the space. */
export const beginning = (
  question: Question,
  encoding: Encoding,
  observations: Observations,
  isNear: boolean,
): Proposal | undefined => {
  const { budget, attempt } = question;
  const { seen, running } = observations;
  const designed = (isNear ? firstSteps : designSize)(encoding.axes.length, budget.trials);
  const isBegun = seen.length + running.length >= designed;
  if (isBegun && (seen.some(({ values }) => values !== undefined) || seen.length >= 2 * designed)) return undefined;
  const near = isNear && attempt === 0 ? firstStep(question, encoding, observations) : undefined;
  if (near !== undefined)
    return { params: encoding.params(near), why: "the middle, then a step along each axis, to begin with" };
  return { params: evenPoint(question, encoding), why: `one of ${designed} points spread evenly, to begin with` };
};

/** The point of this trial in a design that is spread evenly. */
export const evenPoint = ({ seed, attempt, budget, number }: Question, encoding: Encoding) =>
  encoding.params(designPoint(encoding, seed + attempt, designSize(encoding.axes.length, budget.trials), number));

/** How many points are spread evenly before the model is asked. */
const designSize = (axes: number, trials = Infinity): number =>
  Math.max(Math.min(Math.max(2 * axes, 5), 20, Math.floor(trials / 4)), 3);

/** How many points near the best come before the model: the middle, and a step along each axis, but half of a budget at most. */
export const firstSteps = (axes: number, trials = Infinity): number =>
  Math.min(axes + 1, Math.max(Math.floor(trials / 2), 3));
