import { law, type RequiredLaw } from "@kaviar/base/check";
import { isModel, isPipeline, isStep, type Chain as PipelineChain } from "../contract/chain.ts";
import type { Model } from "../contract/model.ts";
import type { Step } from "../contract/step.ts";

/** Steps and a model at their end, not fitted. */
export interface Chain {
  readonly steps: readonly Step[];
  readonly model: Model;
}

/** What can stand where a model is asked for: a model, a pipeline that ends in one, or its parts in a list. */
export type Member = Model | PipelineChain | readonly [...Step[], Model];

const isMember = (value: unknown): boolean => {
  if (Array.isArray(value)) return isModel(value.at(-1)) && value.slice(0, -1).every(isStep);
  return isModel(value) || (isPipeline(value) && isModel(value.model));
};

/** The law of an option that holds one. */
export const member: RequiredLaw<Member> = law(
  "a model, or a pipeline that ends in one",
  isMember,
  "Give ridge(), say, or pipeline(scale(), ridge()).",
);

export const chainOf = (given: Member): Chain => {
  if (Array.isArray(given)) return { steps: given.slice(0, -1) as Step[], model: given.at(-1) as Model };
  const whole = given as Exclude<Member, readonly unknown[]>;
  return whole.kind === "model" ? { steps: [], model: whole } : (whole as Chain);
};
