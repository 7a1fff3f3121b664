import { type Tensor, workerRuntime } from "@kaviar/tensor";
import type { TrainingData } from "../data/data-set.ts";
import type { Stream } from "../data/stream.ts";
import type { LayerLike } from "../layers/contract/layer.ts";
import { createTrainedModel, type TrainedModel } from "../model/trained-model.ts";
import { optionsOf } from "../options.ts";
import type { Epoch } from "./epoch.ts";
import type { TrainOptions } from "./options.ts";
import { trainTable } from "./read-options.ts";
import { train } from "./train.ts";
import type { DataFor, ModelOf, StreamFor, TrainOptionsFor } from "./typed.ts";

const { device: _, ...table } = trainTable;
const read = optionsOf<Omit<TrainOptions, "device">>()("trainInWorker", table);

/**
 * `train` off the main thread, with the same events and the same bits: a server goes on answering meanwhile.
 *
 * ```ts
 * for await (const epoch of trainInWorker(model, { x, y }, options)) console.log(epoch.summary);
 * ```
 * The graphs run in the worker; functions of yours are traced here, so nothing about them has to travel.
 */
export const trainInWorker = <L extends LayerLike, T = Tensor>(
  model: L,
  data: DataFor<L, T> | StreamFor<L, T>,
  given: Omit<TrainOptionsFor<L, T>, "device">,
): AsyncGenerator<Epoch<ModelOf<L>>, void, void> =>
  epochsOf(model, data as TrainingData | Stream, given as TrainOptions) as never;

async function* epochsOf(
  model: LayerLike,
  data: TrainingData | Stream,
  given: Omit<TrainOptions, "device">,
): AsyncGenerator<Epoch, void, void> {
  const options = read(given);
  const device = workerRuntime();
  try {
    for await (const epoch of train(model, data, { ...options, device })) {
      yield { ...epoch, model: here(epoch.model), best: { ...epoch.best, model: here(epoch.best.model) } };
    }
  } finally {
    await device.close();
  }
}

/** The worker ends with the run; what has been trained goes on here. */
const here = ({ parts }: TrainedModel): TrainedModel => {
  const { device: _, ...settings } = parts.settings;
  return createTrainedModel({ ...parts, settings });
};
