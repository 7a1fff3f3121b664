import type { Model } from "../contract/model.ts";
import type { Step } from "../contract/step.ts";
import { type GreedyEnsembleOptions, greedyEnsemble } from "../ensembles/greedy-ensemble.ts";
import { type StackingOptions, stacking } from "../ensembles/stacking.ts";
import { type VotingOptions, voting } from "../ensembles/voting.ts";
import type { Member } from "../fitting/member.ts";
import { type CalibrateOptions, calibrate } from "../models/calibrate.ts";
import { type TuneThresholdOptions, tuneThreshold } from "../models/tune-threshold.ts";
import { type ForColumnsOptions, forColumns } from "../steps/for-columns.ts";
import { type PredictionsOptions, predictions } from "../steps/predictions.ts";
import { type UnionOptions, union } from "../steps/union.ts";

interface Members {
  readonly members: readonly Member[];
}

/** Steps and models that are called with more than a record of options, from the options that they keep. */
export const rebuild = {
  calibrate: ({ model, ...given }: CalibrateOptions & { readonly model: Member }) => calibrate(model, given),
  forColumns: ({ which, steps }: ForColumnsOptions) => forColumns(which, ...steps),
  greedyEnsemble: ({ members, ...options }: GreedyEnsembleOptions & Members) => greedyEnsemble(members, options),
  predictions: ({ model, ...options }: PredictionsOptions & { readonly model: Member }) => predictions(model, options),
  tuneThreshold: ({ model, ...given }: TuneThresholdOptions & { readonly model: Member }) =>
    tuneThreshold(model, given),
  stacking: ({ members, ...options }: StackingOptions & Members) => stacking(members, options),
  union: ({ branches }: UnionOptions) => union(...branches),
  voting: ({ members, ...options }: VotingOptions & Members) => voting(members, options),
} as const satisfies Readonly<Record<string, (options: never) => Step | Model>>;
