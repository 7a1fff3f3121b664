import { type Settings, type Structure, type Tensor, tensor } from "@kaviar/tensor";
import { ModelError } from "../error.ts";
import type { AnyLayer } from "../layers/layer.ts";
import { adam } from "../optimizers/adam.ts";
import { type Chunk, createChunk } from "./chunk.ts";
import { classWeightsOf } from "./class-weights.ts";
import { createDataSet, type DataSet, type TrainingData } from "./data-set.ts";
import { createEvaluator, type Evaluator } from "./evaluate.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { allMetrics, type Metrics } from "./measure.ts";
import type { TrainOptions } from "./options.ts";
import { costOf, firstPace, rowsAtOnce } from "./pace.ts";
import { viewOf } from "./predictions.ts";
import { everyRow, type Split, splitRows } from "./split.ts";
import { exampleOf, type Start, startRun } from "./start.ts";
import type { Recipe } from "./step.ts";
import { type ValuesTree, valuesOf } from "./values-tree.ts";

/** What stays the same all through a run. */
export interface Session {
  readonly recipe: Recipe;
  readonly set: DataSet;
  readonly split: Split;
  /** Rows to validate on: of the set itself, or a set of its own. */
  readonly validation: DataSet;
  readonly metrics: Metrics;
  readonly targets: ValuesTree | undefined;
  readonly weights: ArrayLike<number> | undefined;
  readonly chunk: Chunk;
  readonly evaluator: Evaluator;
  readonly start: Start;
  readonly example: Structure;
  readonly fingerprint: string;
  readonly batch: number;
  readonly pace: number;
  readonly rowsAtOnce: number;
  readonly settings: Partial<Settings>;
}

export const openSession = async (layer: AnyLayer, data: TrainingData, options: TrainOptions): Promise<Session> => {
  const { loss, validation, seed = 0, batchSize = 32, metrics = [], device, threads } = options;
  const whole = createDataSet(data);
  const settings = { ...(device === undefined ? {} : { device }), ...(threads === undefined ? {} : { threads }) };
  const share = typeof validation === "number" ? validation : undefined;
  const given = typeof validation === "object" ? createDataSet(validation, whole.classes) : undefined;
  const parts = await splitRows(whole, share, loss, seed);
  const split = given ? { training: parts.training, validation: everyRow(given.rows) } : parts;
  if (split.training.length === 0) {
    throw new ModelError("data", `Nothing is left to train on: ${whole.rows} rows, all kept for validation.`);
  }
  const set = await classWeightsOf(whole, options.classWeights, loss, split.training);
  const { optimizer = adam(), penalty, transform } = options;
  const recipe: Recipe = { layer, loss, optimizer, penalty, transform };
  const start = await startRun(layer, optimizer, set.x, split.training, seed);
  const cost = costOf(start.initialized);
  const batch = batchSize === "all" ? split.training.length : Math.min(batchSize, split.training.length);
  const keep = allMetrics(metrics).length > 0;
  return {
    recipe,
    set,
    split,
    validation: given ?? set,
    metrics,
    targets: keep ? await valuesOf(set.y) : undefined,
    weights: set.weights && (await (set.weights as Tensor).data()),
    chunk: createChunk(recipe, keep ? viewOf(loss) : undefined, settings),
    evaluator: createEvaluator(recipe, keep, settings),
    start,
    example: exampleOf(set.x),
    fingerprint: await fingerprintOf(set),
    batch,
    pace: firstPace(cost, batch),
    rowsAtOnce: rowsAtOnce(cost),
    settings,
  };
};

export const extentOf = (steps: number, stepsPerEpoch: number) => ({
  steps: tensor(steps),
  stepsPerEpoch: tensor(stepsPerEpoch),
});
