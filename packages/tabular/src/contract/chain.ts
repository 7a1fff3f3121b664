import type { Model } from "./model.ts";
import type { Step } from "./step.ts";

/** Steps and a model at their end, as data: what a pipeline is beside its methods. */
export interface Chain {
  readonly kind: "pipeline";
  readonly steps: readonly Step[];
  readonly model: Model | undefined;
}

const isOfKind = (value: unknown, kind: string): boolean =>
  typeof value === "object" && value !== null && (value as { readonly kind?: unknown }).kind === kind;

export const isStep = (value: unknown): value is Step => isOfKind(value, "step");
export const isModel = (value: unknown): value is Model => isOfKind(value, "model");
export const isPipeline = (value: unknown): value is Chain => isOfKind(value, "pipeline");
