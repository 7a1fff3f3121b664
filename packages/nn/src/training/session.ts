import { inOrder } from "@kaviar/base/random";
import { flatten, isTensor, type Settings, type Shape, type Structure, tensor } from "@kaviar/tensor";
import { rowsInBatch } from "../data/batches.ts";
import { checkSet } from "../data/check-set.ts";
import { checkShapes } from "../data/check-shapes.ts";
import { classLabels } from "../data/class-labels.ts";
import { classWeightsOf } from "../data/class-weights.ts";
import { conform } from "../data/conform.ts";
import { checkInputs, createDataSet, type DataSet, type TrainingData } from "../data/data-set.ts";
import { exampleLike } from "../data/example.ts";
import { fingerprintOf } from "../data/fingerprint.ts";
import { rowShapes } from "../data/row-shapes.ts";
import {
  balancedSource,
  isStream,
  memorySource,
  type Pass,
  type Source,
  type Stream,
  streamSource,
} from "../data/source.ts";
import { splitRows } from "../data/split-rows.ts";
import { ModelError } from "../error.ts";
import { costOf } from "../evaluation/cost.ts";
import { createEvaluator, type Evaluator } from "../evaluation/evaluate.ts";
import { allMetrics, checkOutputs, type Metrics } from "../evaluation/measure.ts";
import { viewOf } from "../evaluation/predictions.ts";
import { rowsAtOnce } from "../evaluation/rows-at-once.ts";
import type { AnyLayer, Shapes } from "../layers/contract/layer.ts";
import type { Loss } from "../losses/contract/loss.ts";
import type { Losses } from "../losses/contract/losses.ts";
import { adam } from "../optimizers/adam.ts";
import { numbersOf } from "../parameters/numbers.ts";
import { type Chunk, createChunk } from "./chunk.ts";
import type { TrainOptions } from "./options.ts";
import type { RunOptions } from "./read-options.ts";
import { type Start, startRun } from "./start.ts";
import type { Extent, Recipe } from "./step.ts";
import { stepsPerChunk } from "./steps-per-chunk.ts";

/** What stays the same all through a run. */
export interface Session {
  readonly recipe: Recipe;
  readonly source: Source;
  /** Rows that are not trained on. */
  readonly validation: Pass | undefined;
  readonly metrics: Metrics;
  readonly chunk: Chunk;
  readonly evaluator: Evaluator;
  readonly start: Start;
  readonly example: Structure;
  readonly fingerprint: string;
  readonly batch: number;
  /** Steps in one run of the runtime, at most. */
  readonly stepsPerChunk: number;
  readonly rowsAtOnce: number;
  readonly settings: Partial<Settings>;
}

export const openSession = async (
  layer: AnyLayer,
  data: TrainingData | Stream,
  options: RunOptions,
): Promise<Session> => {
  const { loss, seed, metrics, device, threads, penalty, transform, optimizer = adam() } = options;
  const settings = { ...(device === undefined ? {} : { device }), ...(threads === undefined ? {} : { threads }) };
  const opened = isStream(data) ? await openStream(data, options) : await openMemory(data, options);
  const { batch } = opened;
  await checkInputs(opened.source.first.set.x);
  const recipe: Recipe = { layer, loss, optimizer, penalty, transform };
  const { first } = opened.source;
  const start = await startRun(layer, optimizer, first.set.x, first.order, seed);
  const { outputShape } = start.initialized;
  const { source, validation } = transform ? withShares(opened, loss, outputShape) : opened;
  const { set } = source.first;
  await checkSet(set, loss, outputShape);
  checkOutputs(metrics, outputShape);
  if (validation && validation.set.y !== set.y) {
    checkShapes(rowShapes(set.x), rowShapes(validation.set.x), "Validation");
    await checkInputs(validation.set.x);
    await checkSet(validation.set, loss, outputShape, "validation.y");
  }
  const cost = costOf(start.initialized);
  const keep = allMetrics(metrics).length > 0;
  return {
    recipe,
    source: isStream(data) ? checked(source, (each) => checkSet(each, loss, outputShape)) : source,
    validation,
    metrics,
    chunk: createChunk(recipe, keep ? viewOf(loss) : undefined, settings),
    evaluator: createEvaluator({ layer, loss }, keep, settings),
    start,
    example: exampleLike(set.x),
    fingerprint: await fingerprintOf(set),
    batch,
    stepsPerChunk: stepsPerChunk(cost, batch, sizeOfState(start.run)),
    rowsAtOnce: rowsAtOnce(cost),
    settings,
  };
};

/** The windows of a stream are looked at as they come. */
const checked = (source: Source, check: (set: DataSet) => Promise<void>): Source => ({
  ...source,
  passes: async function* (epoch) {
    for await (const pass of source.passes(epoch)) {
      if (pass.set !== source.first.set) await check(pass.set);
      yield pass;
    }
  },
});

/**
 * A transform mixes targets: class numbers become shares of classes, where the loss takes such. Where it takes numbers,
 * they are integers, so that nothing mixes class 1 and class 3 into class 2.
 */
const withShares = ({ source, validation }: Opened, loss: Losses, outputShape: Shapes): Omit<Opened, "batch"> => {
  const made = new WeakMap<DataSet, DataSet>();
  const shares = (pass: Pass): Pass => {
    const { y } = pass.set;
    const { target } = loss as Partial<Loss>;
    if (!isTensor(y) || !(target === "classes" || (target === "oneHot" && y.rank === 1))) return pass;
    const numbers = y.cast("int32");
    const set = made.get(pass.set) ?? {
      ...pass.set,
      y: target === "classes" ? numbers : numbers.oneHot((outputShape as Shape).at(-1)!),
    };
    made.set(pass.set, set);
    return { ...pass, set };
  };
  return {
    validation: validation && shares(validation),
    source: {
      ...source,
      first: shares(source.first),
      passes: async function* (epoch) {
        for await (const pass of source.passes(epoch)) yield shares(pass);
      },
    },
  };
};

const sizeOfState = (run: Start["run"]): number => flatten(run).reduce((sum, { size }) => sum + size, 0);

type Opened = Pick<Session, "source" | "validation" | "batch">;

const openMemory = async (data: TrainingData, options: RunOptions): Promise<Opened> => {
  const { loss, validation, seed, batchSize, shuffle } = options;
  const whole = createDataSet(data);
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
      givenValidation(validation, whole) ??
      (split.validation.length > 0 ? { set: whole, order: split.validation } : undefined),
    batch,
  };
};

const openStream = async (stream: Stream, options: RunOptions): Promise<Opened> => {
  const { validation, seed, batchSize, shuffle, stepsPerEpoch, window } = options;
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
  const source = await streamSource(stream, { size, shuffle, seed, stepsPerEpoch });
  return { source, validation: givenValidation(validation, source.first.set), batch: batchSize };
};

const givenValidation = (validation: TrainOptions["validation"], { classes, x }: DataSet): Pass | undefined => {
  if (typeof validation !== "object") return undefined;
  const set = createDataSet(validation, classes ?? null);
  return { set: { ...set, x: conform(x, set.x) }, order: inOrder(set.rows) };
};

/** How far a run goes. Unknown for a stream without `stepsPerEpoch`: NaN, which a schedule that needs it makes visible. */
export const extentOf = ({ penalty }: Recipe, steps: number, stepsPerEpoch: number): Extent => ({
  steps: tensor(steps),
  stepsPerEpoch: tensor(stepsPerEpoch),
  ...(penalty && Object.keys(penalty.numbers).length > 0 ? { penalty: numbersOf(penalty.numbers) } : {}),
});
