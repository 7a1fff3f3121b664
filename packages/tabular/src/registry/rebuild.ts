import type { Model } from "../contract/model.ts";
import type { Step } from "../contract/step.ts";
import type { Member } from "../fitting/member.ts";
import { type ForColumnsOptions, forColumns } from "../steps/for-columns.ts";
import { type PredictionsOptions, predictions } from "../steps/predictions.ts";
import { type UnionOptions, union } from "../steps/union.ts";

/** Steps and models that are called with more than a record of options, from the options that they keep. */
export const rebuild = {
  forColumns: ({ which, steps }: ForColumnsOptions) => forColumns(which, ...steps),
  predictions: ({ model, ...options }: PredictionsOptions & { readonly model: Member }) => predictions(model, options),
  union: ({ branches }: UnionOptions) => union(...branches),
} as const satisfies Readonly<Record<string, (options: never) => Step | Model>>;
