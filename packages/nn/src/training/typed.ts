import type { TrainingData } from "../data/data-set.ts";
import type { Inputs, Rows } from "../data/rows.ts";
import type { ForEach, InputOf, Known, OutputOf, WithParts } from "../layers/contract/signal.ts";
import type { GivenLosses, LossOrPair } from "../losses/contract/losses.ts";
import type { Metric } from "../metrics/contract/metric.ts";
import type { TrainedModel } from "../model/trained-model.ts";
import type { TrainOptions } from "./options.ts";

/** Something by the names of the parts of a signal, for some of them or for all. */
type ByPart<T, Each> = { readonly [Part in keyof T]?: Each };

/** The losses that suit what a model makes: one for each name, or one of your own of all outputs together. */
type LossesFor<Y, T> = WithParts<Y, ByPart<Y, LossOrPair> | ((said: Y, target: T) => unknown), GivenLosses>;

/**
 * Data that suit a model: rows for each of its inputs, by their names, and targets for its outputs. `T` is what a loss of
 * your own says its targets are.
 */
export type DataFor<L, T> = Omit<TrainingData, "x" | "y"> & {
  readonly x: ForEach<InputOf<L>, Rows, Inputs>;
  readonly y?: WithParts<OutputOf<L>, Rows | ByPart<OutputOf<L>, Rows> | ForEach<NoInfer<T>, Rows, Rows>, Inputs>;
};

export type StreamFor<L, T> = AsyncIterable<DataFor<L, T>> | (() => AsyncIterable<DataFor<L, T>>);

/** Options that suit a model: losses and metrics by the names of its outputs. */
export type TrainOptionsFor<L, T> = Omit<TrainOptions, "loss" | "metrics" | "validation"> & {
  readonly loss: LossesFor<OutputOf<L>, T>;
  readonly metrics?: WithParts<
    OutputOf<L>,
    readonly Metric[] | ByPart<OutputOf<L>, readonly Metric[]>,
    NonNullable<TrainOptions["metrics"]>
  >;
  readonly validation?: number | DataFor<L, T>;
};

/** What becomes of a model that is trained. */
export type ModelOf<L> = TrainedModel<Known<InputOf<L>>, Known<OutputOf<L>>>;
