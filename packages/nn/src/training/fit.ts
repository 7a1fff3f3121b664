import type { Tensor } from "@kaviar/tensor";
import { checkApart, type TrainingData } from "../data/data-set.ts";
import type { TrainingFinding } from "../doctor/contract/finding.ts";
import type { Landscape } from "../doctor/landscape/landscape.ts";
import type { LayerLike } from "../layers/contract/layer.ts";
import type { InputOf, Known, OutputOf } from "../layers/contract/signal.ts";
import type { TrainedModel } from "../model/trained-model.ts";
import { optionsOf } from "../options.ts";
import type { Epoch } from "./epoch.ts";
import type { EpochRecord } from "./epoch-record.ts";
import type { TrainOptions } from "./options.ts";
import { trainTable } from "./read-options.ts";
import { train } from "./train.ts";
import type { DataFor, StreamFor, TrainOptionsFor } from "./typed.ts";

const read = optionsOf<TrainOptions>()("fit", trainTable);

/** A trained model that remembers how it came about. */
export type Fitted<X = Tensor, Y = Tensor> = TrainedModel<X, Y> & Story;

interface Story {
  readonly history: readonly EpochRecord[];
  /** What the doctor saw in the whole run. */
  readonly findings: readonly TrainingFinding[];
  /** How the loss lay around the parameters at the last look: with `doctor: "full"`, and where the run did not get on. */
  readonly landscape?: Landscape;
}

/**
 * `train`, drained: the model after the last epoch, or after the best one where `stopEarly` is on.
 *
 * ```ts
 * const trained = await fit(model, { x, y }, { loss: meanSquaredError, epochs: 50 });
 * ```
 * On a terminal it shows its progress, unless told not to: `progress: false`.
 */
export const fit = async <L extends LayerLike, T = Tensor>(
  model: L,
  data: DataFor<L, T> | StreamFor<L, T>,
  given: TrainOptionsFor<L, T>,
): Promise<Fitted<Known<InputOf<L>>, Known<OutputOf<L>>>> => {
  checkApart("fit", data);
  const options = read(given as TrainOptions);
  let last: Epoch | undefined;
  const progress = options.progress ?? (typeof process === "object" && Boolean(process.stderr?.isTTY));
  for await (const epoch of train(model as LayerLike, data as TrainingData, { ...options, progress })) last = epoch;
  if (!last) throw new Error("a run without an epoch");
  const kept = options.stopEarly ? last.best.model : last.model;
  const { history, findings, landscape } = last;
  return { ...kept, history, findings, ...(landscape ? { landscape } : {}) } as never;
};
