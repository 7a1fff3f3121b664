import { positive, whole } from "@kaviar/base/check";
import { data as readNumbers, tensor } from "@kaviar/tensor";
import { batchOf } from "../data/batch.ts";
import type { TrainingData } from "../data/data-set.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import type { LayerLike } from "../layers/contract/layer.ts";
import { optionsOf } from "../options.ts";
import { extentOf } from "../step/extent.ts";
import type { TrainOptions } from "../training/options.ts";
import { runOptionsOf, trainTable } from "../training/read-options.ts";
import { openSession } from "../training/session.ts";

export interface OverfitOptions extends TrainOptions {
  /** Updates; 200 unless said. */
  readonly steps?: number;
  /** The part of its first value that the loss must fall to; 0.1 unless said. */
  readonly share?: number;
}

const read = optionsOf<OverfitOptions>()("overfitOneBatch", {
  ...trainTable,
  steps: whole(1).default(200),
  share: positive.default(0.1),
});

export interface OverfitCheck {
  /** Did the loss fall to the share asked for? */
  readonly learns: boolean;
  readonly first: number;
  readonly last: number;
  readonly losses: Float32Array;
}

/**
 * Trains on one batch over and over: a model that cannot learn that by heart has a mistake in it, whatever the data.
 *
 * ```ts
 * const { learns, first, last } = await overfitOneBatch(model, { x, y }, { loss: sparseSoftmaxCrossEntropy });
 * ```
 * Dropout and penalties stay on: a model with much of them may fail for that reason alone.
 */
export const overfitOneBatch = async (
  model: LayerLike,
  data: TrainingData,
  given: OverfitOptions,
): Promise<OverfitCheck> => {
  const { steps, share, ...options } = read(given);
  const { source, chunk, start, batch, recipe } = await openSession(asLayer(model), data, runOptionsOf(options));
  const { set, order } = source.first;
  const rows = new Int32Array(steps * batch);
  for (let step = 0; step < steps; step++) rows.set(order.subarray(0, batch), step * batch);
  const batches = tensor(rows, { shape: [steps, batch] });
  const [, { loss }] = chunk(start.run, batchOf(set), batches, extentOf(recipe, steps, steps));
  const losses = (await readNumbers(loss)) as unknown as Float32Array;
  const [first, last] = [losses[0]!, losses.at(-1)!];
  return { learns: last <= share * first, first, last, losses };
};
