import { inOrder } from "@kaviar/base/random";
import { rowsInBatch } from "../data/batches.ts";
import { classLabels } from "../data/class-labels.ts";
import { classWeightsOf } from "../data/class-weights.ts";
import { conform } from "../data/conform.ts";
import { createDataSet, type DataSet, type TrainingData } from "../data/data-set.ts";
import { balancedSource, memorySource, type Pass, type Source } from "../data/source.ts";
import { splitRows } from "../data/split-rows.ts";
import { isStream, type Stream, streamSource } from "../data/stream.ts";
import { ModelError } from "../error.ts";
import type { Losses } from "../losses/contract/losses.ts";
import type { TrainOptions } from "./options.ts";
import type { RunOptions } from "./read-options.ts";

/** Where the rows of a run come from. */
export interface OpenedData {
  readonly source: Source;
  /** Rows that are not trained on. */
  readonly validation: Pass | undefined;
  readonly batch: number;
}

/** The rows to train on and those for validation, in memory or from a stream. */
export const openData = (data: TrainingData | Stream, options: RunOptions, missing: boolean): Promise<OpenedData> =>
  isStream(data) ? openStream(data, options, missing) : openMemory(data, options, missing);

const openMemory = async (data: TrainingData, options: RunOptions, missing: boolean): Promise<OpenedData> => {
  const { loss, validation, seed, batchSize, shuffle } = options;
  for (const name of ["stepsPerEpoch", "window"] as const) {
    if (options[name] === undefined) continue;
    throw new ModelError(
      "options",
      `\`${name}\` is for streams: with { x, y } an epoch is a pass over all rows, got ${options[name]}.`,
      {
        remedy: "Leave it out, or give a function that makes batches: train(model, () => batches(), …).",
      },
    );
  }
  const whole = createDataSet(data, undefined, loss, missing);
  const split = await splitRows(whole, typeof validation === "number" ? validation : undefined, loss, seed);
  if (split.training.length === 0) {
    throw new ModelError("data", `Nothing is left to train on: ${whole.rows} rows, all kept for validation.`);
  }
  const set = await classWeightsOf(whole, options.classWeights, loss, split.training);
  const batch = rowsInBatch(batchSize, split.training.length);
  const labels = options.balanced ? await classLabels(set.y, loss) : undefined;
  if (options.balanced && !labels) {
    throw new ModelError("options", "`balanced` needs targets that are classes: these are not.");
  }
  return {
    source: labels
      ? balancedSource(set, split.training, labels, batch, seed)
      : memorySource(set, split.training, batch, shuffle, seed),
    validation:
      givenValidation(validation, whole, loss, missing) ??
      (split.validation.length > 0 ? { set: whole, order: split.validation } : undefined),
    batch,
  };
};

const openStream = async (stream: Stream, options: RunOptions, missing: boolean): Promise<OpenedData> => {
  const { loss, validation, seed, batchSize, shuffle, stepsPerEpoch, window } = options;
  if (typeof validation === "number") {
    throw new ModelError(
      "options",
      `A share of a stream cannot be kept for validation, its rows are not all there: got ${validation}.`,
      {
        remedy: "Give rows of their own: validation: { x, y }.",
      },
    );
  }
  if (options.balanced) {
    throw new ModelError("options", "`balanced` needs all rows at once: a stream has them one after the other.");
  }
  if (batchSize === "all" || options.classWeights) {
    throw new ModelError(
      "options",
      `${options.classWeights ? "`classWeights`" : '`batchSize: "all"`'} needs all rows at once: a stream has them one after the other.`,
      {
        remedy: options.classWeights ? "Give weights with the rows: { x, y, weights }." : "Give a number of rows.",
      },
    );
  }
  const size = Math.max(batchSize, Math.floor((window ?? 32 * batchSize) / batchSize) * batchSize);
  const source = await streamSource(stream, { size, batch: batchSize, shuffle, seed, stepsPerEpoch, loss, missing });
  return { source, validation: givenValidation(validation, source.first.set, loss, missing), batch: batchSize };
};

const givenValidation = (
  validation: TrainOptions["validation"],
  { classes, x }: DataSet,
  loss: Losses,
  missing: boolean,
): Pass | undefined => {
  if (typeof validation !== "object") return undefined;
  const set = createDataSet(validation, classes ?? null, loss, missing);
  return { set: { ...set, x: conform(x, set.x) }, order: inOrder(set.rows) };
};
