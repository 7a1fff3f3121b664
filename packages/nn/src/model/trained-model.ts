import { anything, type OptionsOf, oneOf } from "@kaviar/base/check";
import { writeAtomically } from "@kaviar/base/files";
import { inOrder } from "@kaviar/base/random";
import { flatten, type Tensor } from "@kaviar/tensor";
import { batchOf } from "../data/batch.ts";
import { checkShapes } from "../data/check-shapes.ts";
import { conform } from "../data/conform.ts";
import { createDataSet, type TrainingData } from "../data/data-set.ts";
import { rowShapes } from "../data/row-shapes.ts";
import { createInputs, type Inputs, type Rows } from "../data/rows.ts";
import { ModelError } from "../error.ts";
import { createEvaluator, type Evaluation, evaluateRows } from "../evaluation/evaluate.ts";
import type { Metrics } from "../evaluation/measure.ts";
import { explainTokens } from "../evaluation/strange-tokens.ts";
import { initialize, type Layer, type Shapes, type State } from "../layers/contract/layer.ts";
import type { ForEach, ShapesOf } from "../layers/contract/signal.ts";
import { takesMissing } from "../layers/embedding/masking.ts";
import type { GivenLosses, Losses } from "../losses/contract/losses.ts";
import { lossesOf } from "../losses/contract/losses-of.ts";
import { options } from "../options.ts";
import type { Parameters } from "../parameters/parameters.ts";
import { type ModelParts, predictionOf } from "./model-parts.ts";
import { createPredictor } from "./predictor.ts";
import { type Quantization, quantize } from "./quantize.ts";
import { modelToOnnx } from "./to-onnx.ts";

const readEvaluate = options("evaluate", {
  loss: anything<GivenLosses>().optional(),
  metrics: anything<Metrics>().optional(),
});

const readSave = options("save", {
  /** Weights in 8 bits: products multiply integers, the rest is float32 again before it is used. */
  quantize: oneOf("int8").optional(),
  /** Rows on which the predictions and metrics of both are compared. */
  compare: anything<TrainingData>().optional(),
});

export type SaveOptions = OptionsOf<typeof readSave>;

export interface SavedModel {
  readonly bytes: number;
  readonly quantized?: Quantization;
}

export type EvaluateOptions = OptionsOf<typeof readEvaluate>;

/**
 * A model that has been trained. It is a layer too, which begins with what it has learned:
 * `sequential({ encoder: trained, head: dense(3) })`.
 */
export interface TrainedModel<
  X = Tensor,
  Y = Tensor,
  Given = ForEach<X, Rows, Inputs>,
  In = ShapesOf<X>,
  Out = ShapesOf<Y>,
> extends Layer<X, Y, Parameters, State, In, Out> {
  readonly params: Parameters;
  readonly state: State;
  readonly inputShape: Shapes;
  readonly classes?: readonly string[];
  /** What it is made of, for functions that look inside. */
  readonly parts: ModelParts;
  /**
   * What the model says of each row; logits stay logits.
   *
   * ```ts
   * const scores = await trained.predict(x);             // [N, classes]
   * ```
   */
  predict(x: Given): Promise<Y>;
  /** The loss and metrics on rows, those of the training unless others are given. */
  evaluate(data: TrainingData, options?: EvaluateOptions): Promise<Evaluation>;
  /** The bytes of an ONNX file that predicts, for any number of rows. */
  toOnnx(): Promise<Uint8Array>;
  /**
   * Writes that file; it is there whole or not at all. In 8 bits it is a quarter of the size, and predicts a little less
   * exactly: how much, it says on rows that are given.
   *
   * ```ts
   * const { bytes, quantized } = await trained.save("small.onnx", { quantize: "int8", compare: { x, y } });
   * console.log(quantized!.comparison); // { difference: 0.01, before: { accuracy: 0.97 }, after: { accuracy: 0.97 } }
   * ```
   */
  save(file: string, options?: SaveOptions): Promise<SavedModel>;
}

/** `file` is what the model predicts with, where that is not what its layers would be written as. */
export const createTrainedModel = (parts: ModelParts, file?: Uint8Array): TrainedModel => {
  const { layer, params, state, example, classes } = parts;
  const inputShape = rowShapes(example);
  const { kind, options, children } = layer as Layer;
  let bytes: Promise<Uint8Array> | undefined;
  const toOnnx = () => (bytes ??= file ? Promise.resolve(file) : modelToOnnx(parts));
  const predictor = createPredictor(parts, toOnnx);
  return {
    kind,
    ...(options ? { options } : {}),
    ...(children ? { children } : {}),
    params,
    state,
    inputShape,
    ...(classes ? { classes } : {}),
    parts,
    init: (key, shape, following) => {
      checkShapes(inputShape, shape);
      return { ...initialize(layer, key, shape, following), params, state };
    },
    // What it has been fitted to stays: it is not fitted again to the rows of another run.
    apply: (p, s, x, context) => (layer as Layer).apply(p, s, x, { ...context, fitting: false }),
    predict: async (x) => {
      const given = conform(example, createInputs(x, takesMissing(layer)));
      if (flatten(given).some(({ shape }) => shape[0] === 0))
        throw new ModelError("data", "There is nothing to predict: x has 0 rows.");
      checkShapes(inputShape, rowShapes(given));
      try {
        return (await predictor(given)) as Tensor;
      } catch (error) {
        throw await explainTokens(error, layer, [given]);
      }
    },
    evaluate: async (data, own = {}) => evaluate(parts, data, own),
    toOnnx,
    save: async (file, given) => {
      const { quantize: bits, compare } = readSave(given);
      const whole = await toOnnx();
      const saved = bits ? await quantize(parts, whole, compare) : { bytes: whole };
      await writeAtomically(file, saved.bytes);
      return { ...saved, bytes: saved.bytes.length };
    },
  };
};

/** Without targets a model is compared with its inputs, as an autoencoder is. */
const checkGivesBack = (parts: ModelParts, loss: Losses): void => {
  const [inputs, outputs] = [parts.example, predictionOf(parts, parts.example)].map((each) =>
    JSON.stringify(rowShapes(each)),
  );
  if (inputs === outputs || typeof loss !== "function" || !("target" in loss) || loss.target !== "values") return;
  throw new ModelError(
    "data",
    "evaluate compares what the model says with `y`: got x alone, and the model does not give back its inputs.",
    {
      remedy: "Give both: model.evaluate({ x, y }). For what it says alone there is predict(x).",
    },
  );
};

const evaluate = async (parts: ModelParts, data: TrainingData, options: EvaluateOptions): Promise<Evaluation> => {
  const { loss: given, metrics = parts.metrics ?? [] } = readEvaluate(options);
  const loss = given ? lossesOf(given) : parts.loss;
  if (!loss) {
    throw new ModelError("options", "evaluate needs a loss: this model was loaded from a file, which holds none.", {
      remedy: "model.evaluate({ x, y }, { loss: sparseSoftmaxCrossEntropy, metrics: [accuracy] })",
    });
  }
  const { layer, params, state, settings, rowsAtOnce, classes } = parts;
  const rows = createDataSet(data, classes ?? null, loss, takesMissing(layer));
  const set = { ...rows, x: conform(parts.example, rows.x) };
  checkShapes(rowShapes(parts.example), rowShapes(set.x));
  if (data.y === undefined) checkGivesBack(parts, loss);
  const evaluator = createEvaluator({ layer, loss }, true, settings);
  try {
    return await evaluateRows(evaluator, { params, state }, batchOf(set), inOrder(set.rows), rowsAtOnce, metrics, loss);
  } catch (error) {
    throw await explainTokens(error, layer, [set.x]);
  }
};
