import { anything, listOf, type OptionsOf, positive, whole } from "@kaviar/base/check";
import { inOrder } from "@kaviar/base/random";
import { compile, type Structure, type Tensor, tensor } from "@kaviar/tensor";
import { checkSet } from "../data/check-set.ts";
import { checkApart, createDataSet, type DataSet, type TrainingData } from "../data/data-set.ts";
import { exampleLike } from "../data/example.ts";
import { fingerprintOf } from "../data/fingerprint.ts";
import { gatherRows } from "../data/gather-rows.ts";
import { checkInputs } from "../data/rows.ts";
import { ModelError } from "../error.ts";
import { costOf } from "../evaluation/cost.ts";
import { type Measures, measure } from "../evaluation/measure.ts";
import { predicting } from "../evaluation/predicting.ts";
import { viewOf } from "../evaluation/predictions.ts";
import { rowsAtOnce } from "../evaluation/rows-at-once.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import { type AnyLayer, applyLayer, type LayerLike, type State } from "../layers/contract/layer.ts";
import { takesMissing } from "../layers/embedding/masking.ts";
import type { Loss } from "../losses/contract/loss.ts";
import { accuracy } from "../metrics/accuracy.ts";
import type { Metric } from "../metrics/contract/metric.ts";
import { r2 } from "../metrics/r2.ts";
import { createTrainedModel, type TrainedModel } from "../model/trained-model.ts";
import { options } from "../options.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { beginLayers } from "../training/start.ts";
import { type Matrix, solveRidge } from "./ridge.ts";
import { splitHead } from "./split-head.ts";
import { temperatureOf } from "./temperature.ts";

/** 10⁻³ … 10⁶, four to a power of ten. */
const usualPenalties = Array.from({ length: 37 }, (_, i) => 10 ** (i / 4 - 3));

const read = options("fitHead", {
  /** `sparseSoftmaxCrossEntropy` for classes, `meanSquaredError` for numbers: what the model is then judged by. */
  loss: anything<Loss>(),
  /** Measured on rows left out, and by `evaluate`: accuracy, or r2, unless said. */
  metrics: anything<readonly Metric[]>().optional(),
  /** Penalties on squared weights to choose from: 37 from 0.001 to a million, unless said. */
  penalties: listOf(positive).optional(),
  /** What the weights of the other layers are drawn from, as in `fit`. */
  seed: whole().default(0),
});

export type FitHeadOptions = OptionsOf<typeof read>;

/** A model whose last layer has been solved. */
export interface FittedHead extends TrainedModel {
  /** The cost of squared weights that did best on rows left out. */
  readonly penalty: number;
  /** Loss and metrics on each row, said by a fit to all others. */
  readonly leaveOneOut: Measures;
}

/**
 * All layers but the last stay as they begin, after what they fit to data (`normalize`, `rocket`), and the last, `dense`, gets
 * the least loss there is: ridge regression, its penalty chosen by leaving each row out. Classes are columns of 1 and −1, and
 * what is said of them becomes logits by a temperature.
 *
 * ```ts
 * const trained = await fitHead(sequential(normalize(), rocket(10_000), dense(3)), { x, y }, { loss: sparseSoftmaxCrossEntropy });
 * const moved = await fitHead(sequential({ body: features(trained, "flatten"), head: dense(5) }), { x, y }, { loss });
 * console.log(trained.penalty, trained.leaveOneOut.accuracy);
 * ```
 * It takes the cube of rows or of features, whichever are fewer: a second for 500, a minute for 2 000.
 */
export const fitHead = async (model: LayerLike, given: TrainingData, chosen: FitHeadOptions): Promise<FittedHead> => {
  checkApart("fitHead", given);
  const { loss, penalties = usualPenalties, seed, metrics: asked } = read(chosen);
  const isClasses = checkLoss(loss);
  const metrics = asked ?? [isClasses ? accuracy : r2];
  const layer = asLayer(model);
  const missing = takesMissing(layer);
  const set = createDataSet(given, undefined, loss, missing);
  checkRows(set);
  await checkInputs(set.x, missing);
  const { params, state, initialized } = await beginLayers(layer, set.x, inOrder(set.rows), seed);
  await checkSet(set, loss, initialized.outputShape);
  const units = (initialized.outputShape as readonly number[]).at(-1)!;
  const parts = splitHead(layer, params, state);
  const size = rowsAtOnce(costOf(initialized));
  const x = await featuresOf(parts, set.x, set.rows, size);
  const targets = (await (set.y as Tensor).data()) as ArrayLike<number>;
  const y = isClasses ? signsOf(targets, units) : { data: Float64Array.from(targets), rows: set.rows, columns: units };
  const { penalty, weights, constants, leftOut } = await solveRidge(x, y, penalties);
  const factor = isClasses ? temperatureOf(leftOut, targets, units) : 1;
  const scaled = (numbers: Float64Array, shape: readonly number[]): Tensor =>
    tensor(
      Float32Array.from(numbers, (value) => factor * value),
      { shape },
    );
  const said = scaled(leftOut, (set.y as Tensor).shape.length === 1 && !isClasses ? [set.rows] : [set.rows, units]);
  const shown = viewOf(loss)(said) as Tensor;
  const predictions = { data: await shown.data(), shape: shown.shape };
  const leaveOneOut = {
    loss: (await loss(said, set.y as Tensor)
      .mean()
      .item()) as number,
    ...measure(metrics, predictions, { data: targets, shape: (set.y as Tensor).shape }, undefined, loss),
  };
  const trained = createTrainedModel({
    layer,
    params: parts.withHead({ weight: scaled(weights, [x.columns, units]), bias: scaled(constants, [units]) }),
    state,
    example: exampleLike(set.x),
    loss,
    metrics,
    classes: set.classes,
    fingerprint: await fingerprintOf(set),
    rowsAtOnce: size,
    settings: {},
  });
  return { ...trained, penalty, leaveOneOut };
};

/** Whether the loss is one of classes. */
const checkLoss = (loss: Loss): boolean => {
  if (loss.target === "classes" && loss.link === "softmax" && loss.ignored === undefined) return true;
  if (loss.target === "values" && loss.predictionsPerTarget === undefined) return false;
  throw new ModelError(
    "options",
    `fitHead solves for classes by number, or for numbers: got ${loss.about?.name ?? "another loss"}.`,
    {
      remedy: "Give { loss: sparseSoftmaxCrossEntropy } or { loss: meanSquaredError }; all others are for fit.",
    },
  );
};

const checkRows = ({ rows, weights }: DataSet): void => {
  if (weights) {
    throw new ModelError("options", "fitHead counts all rows alike: got weights.", {
      remedy: "Leave them out, or use fit.",
    });
  }
  if (rows > 2) return;
  throw new ModelError("data", `fitHead needs three rows at least, to leave one out: got ${rows}.`);
};

/** What the last layer is given, for all rows. */
const featuresOf = async (
  { body, params, state }: { readonly body: AnyLayer; readonly params: Parameters; readonly state: State },
  x: Structure,
  rows: number,
  size: number,
): Promise<Matrix> => {
  const apply = compile((params: Parameters, state: State, x: Structure, some: Tensor<"int32">): Structure => {
    return applyLayer(body, params, state, gatherRows(x, some), predicting()).y as Structure;
  });
  let made: Float64Array | undefined;
  let columns = 0;
  for (let from = 0; from < rows; from += size) {
    const some = Int32Array.from({ length: Math.min(size, rows - from) }, (_, i) => from + i);
    const part = apply(params as never, state as never, x, tensor(some)) as Tensor;
    if (part.rank !== 2) {
      throw new ModelError(
        "shape",
        `fitHead solves a layer that takes one row of features: got [${["N", ...part.shape.slice(1)].join(", ")}].`,
        {
          remedy: "Put flatten or globalAveragePool() before the last layer.",
        },
      );
    }
    columns = part.shape[1]!;
    made ??= new Float64Array(rows * columns);
    made.set(await part.data(), from * columns);
  }
  const odd = made!.findIndex((value) => !Number.isFinite(value));
  if (odd < 0) return { data: made!, rows, columns };
  throw new ModelError(
    "nan",
    `Features are finite: feature ${odd % columns} of row ${Math.floor(odd / columns)} is ${made![odd]}.`,
  );
};

/** A column for each class: 1 for its rows, −1 for all others. */
const signsOf = (labels: ArrayLike<number>, classes: number): Matrix => {
  const signs = new Float64Array(labels.length * classes).fill(-1);
  for (let row = 0; row < labels.length; row++) signs[row * classes + labels[row]!] = 1;
  return { data: signs, rows: labels.length, columns: classes };
};
