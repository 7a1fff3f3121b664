import { law } from "@kaviar/base/check";
import type { Model } from "./model.ts";
import type { Step } from "./step.ts";

/** Steps and a model at their end, as data: what a pipeline is beside its methods. */
export interface Chain {
  readonly kind: "pipeline";
  readonly steps: readonly Step[];
  readonly model: Model | undefined;
}

/** What learns: a model by itself, or steps before it. */
export type Learner = Model | Chain;

export const chainOf = (learner: Learner): Chain =>
  learner.kind === "pipeline" ? learner : { kind: "pipeline", steps: [], model: learner };

const isOfKind = (value: unknown, kind: string): boolean =>
  typeof value === "object" && value !== null && (value as { readonly kind?: unknown }).kind === kind;

export const isStep = (value: unknown): value is Step => isOfKind(value, "step");
export const isModel = (value: unknown): value is Model => isOfKind(value, "model");

/** A model, or a pipeline that ends with one. */
export const isLearner = (value: unknown): value is Learner =>
  isModel(value) || (isOfKind(value, "pipeline") && isModel((value as Chain).model));

/** The law of an option that is a model or a pipeline. */
export const learner = law<Learner>(
  "a model, or a pipeline that ends with one",
  isLearner,
  "Call it: ridge(), not ridge.",
);
