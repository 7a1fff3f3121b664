import { either, listOf, record, whole } from "@kaviar/base/check";
import { tensor } from "@kaviar/tensor";
import { classLabels } from "../data/class-labels.ts";
import { checkApart, createDataSet, type TrainingData } from "../data/data-set.ts";
import { gatherRows } from "../data/gather-rows.ts";
import type { Evaluation } from "../evaluation/evaluate.ts";
import type { Measures } from "../evaluation/measure.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import type { LayerLike } from "../layers/contract/layer.ts";
import { takesMissing } from "../layers/embedding/masking.ts";
import { lossesOf } from "../losses/contract/losses-of.ts";
import type { TrainedModel } from "../model/trained-model.ts";
import { optionsOf } from "../options.ts";
import type { Split } from "../splits/contract/split.ts";
import { evaluateFolds } from "../splits/evaluate-folds.ts";
import { kFold } from "../splits/k-fold.ts";
import { stratifiedKFold } from "../splits/stratified-k-fold.ts";
import { type Fitted, fit } from "./fit.ts";
import type { TrainOptions } from "./options.ts";
import { trainTable } from "./read-options.ts";

export interface CrossValidateOptions extends Omit<TrainOptions, "validation" | "checkpoint" | "resume" | "log"> {
  /** How many folds (of each class alike, where the targets are classes), or the folds themselves; 5 unless said. */
  readonly folds?: number | readonly Split[];
}

const { validation: _, checkpoint: __, resume: ___, log: ____, ...table } = trainTable;
const read = optionsOf<CrossValidateOptions>()("crossValidate", {
  ...table,
  folds: either(whole(2), listOf(record<Split>("a split", "training", "validation"))).default(5),
});

export interface CrossValidation {
  /** One for each fold: how the model that has not seen the fold does on it. */
  readonly folds: readonly Evaluation[];
  readonly models: readonly TrainedModel[];
  readonly mean: Measures & { readonly loss: number };
  /** With n − 1 in the denominator. */
  readonly std: Measures & { readonly loss: number };
}

/**
 * Trains on all folds but one, looks at that one, and goes on with the next: how well the model does, and how sure that is.
 *
 * ```ts
 * const { mean, std, models } = await crossValidate(model, { x, y }, { loss, metrics: [accuracy], folds: 5, epochs: 20 });
 * await crossValidate(model, { x, y }, { loss, folds: timeSeriesSplit(200, { folds: 5 }) });
 * ```
 * What is fitted to data (`normalize`) is fitted to the training rows of each fold.
 */
export const crossValidate = async (
  model: LayerLike,
  data: TrainingData,
  given: CrossValidateOptions,
): Promise<CrossValidation> => {
  checkApart("crossValidate", data);
  const { folds, ...options } = read(given);
  const loss = lossesOf(options.loss);
  const set = createDataSet(data, undefined, loss, takesMissing(asLayer(model)));
  const labels = await classLabels(set.y, loss);
  const { seed } = options;
  const splits =
    typeof folds !== "number"
      ? folds
      : labels
        ? stratifiedKFold(labels as never, { folds, seed })
        : kFold(set.rows, { folds, seed });
  const take = (rows: Int32Array): TrainingData => ({
    ...(gatherRows({ x: set.x, y: set.y }, tensor(rows)) as Pick<TrainingData, "x" | "y">),
    ...(set.weights ? { weights: gatherRows(set.weights, tensor(rows)) } : {}),
    ...(set.classes ? { classes: set.classes } : {}),
  });
  const models: Fitted[] = [];
  const evaluations: Evaluation[] = [];
  const { mean, std } = await evaluateFolds(splits, async ({ training, validation }) => {
    const trained = await fit(model, take(training), options);
    const evaluation = await trained.evaluate(take(validation));
    models.push(trained);
    evaluations.push(evaluation);
    return { loss: evaluation.loss, ...evaluation.metrics };
  });
  return { folds: evaluations, models, mean, std };
};
