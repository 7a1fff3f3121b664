import { formatDuration } from "@kaviar/base/text";
import type { Evaluation } from "../evaluation/evaluate.ts";
import type { Measures } from "../evaluation/measure.ts";
import type { TrainedModel } from "../model/trained-model.ts";

/** What is remembered of an epoch. */
export interface EpochRecord {
  /** From 1. */
  readonly number: number;
  /** The mean over the epoch's batches, while the model was learning from them. */
  readonly loss: number;
  /** Over all predictions that the epoch made on training rows. */
  readonly metrics: Measures;
  readonly validation?: Evaluation;
  /** Updates since the run began. */
  readonly steps: number;
  readonly seconds: number;
}

/** What has happened in an epoch, and the model as it is after it. */
export interface Epoch extends EpochRecord {
  /** Epochs in the whole run, at most. */
  readonly epochs: number;
  readonly history: readonly EpochRecord[];
  /** An immutable trained model: keep it, save it, predict with it. */
  readonly model: TrainedModel;
  /** The best epoch so far, by validation loss (or what `stopEarly` watches). */
  readonly best: { readonly number: number; readonly model: TrainedModel };
  /** One line for people. */
  readonly summary: string;
}

const show = (value: number): string => {
  if (!Number.isFinite(value)) return "–";
  const size = Math.abs(value);
  return size >= 1e5 || (size < 1e-3 && size > 0) ? value.toExponential(2) : value.toFixed(size >= 100 ? 1 : 4);
};

/** The names stand once: with one metric and validation rows a line still fits on a terminal of 80 columns. */
const showMeasures = (loss: number, metrics: Measures, names: boolean): string =>
  Object.entries({ loss, ...metrics })
    .map(([name, value]) => (names ? `${name} ${show(value)}` : show(value)))
    .join("  ");

export const summaryOf = ({ number, loss, metrics, validation, seconds }: EpochRecord, epochs: number): string =>
  [
    `epoch ${String(number).padStart(String(epochs).length)}/${epochs}`,
    showMeasures(loss, metrics, true),
    ...(validation ? [`validation ${showMeasures(validation.loss, validation.metrics, false)}`] : []),
    formatDuration(1000 * seconds),
  ].join("   ");
