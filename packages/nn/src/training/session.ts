import { flatten, type Settings, type Structure } from "@kaviar/tensor";
import { checkSet } from "../data/check-set.ts";
import { checkShapes } from "../data/check-shapes.ts";
import type { DataSet, TrainingData } from "../data/data-set.ts";
import { exampleLike } from "../data/example.ts";
import { fingerprintOf } from "../data/fingerprint.ts";
import { rowShapes } from "../data/row-shapes.ts";
import { checkInputs } from "../data/rows.ts";
import type { Pass, Source } from "../data/source.ts";
import { isStream, type Stream } from "../data/stream.ts";
import { checkMetrics } from "../evaluation/check-metrics.ts";
import { costOf } from "../evaluation/cost.ts";
import { createEvaluator, type Evaluator } from "../evaluation/evaluate.ts";
import { checkOutputs, type Metrics, namedMetrics } from "../evaluation/measure.ts";
import { viewOf } from "../evaluation/predictions.ts";
import { rowsAtOnce } from "../evaluation/rows-at-once.ts";
import type { AnyLayer } from "../layers/contract/layer.ts";
import { takesMissing } from "../layers/embedding/masking.ts";
import { adam } from "../optimizers/adam.ts";
import { type Chunk, createChunk } from "../step/chunk.ts";
import type { Recipe } from "../step/step.ts";
import { checkChannelsFirst } from "./channels-first.ts";
import { withMixableTargets } from "./mixable-targets.ts";
import { openData } from "./open-data.ts";
import type { RunOptions } from "./read-options.ts";
import { type Start, startRun } from "./start.ts";
import { stepsPerChunk } from "./steps-per-chunk.ts";

/** What stays the same all through a run. */
export interface Session {
  readonly recipe: Recipe;
  readonly source: Source;
  /** Rows that are not trained on. */
  readonly validation: Pass | undefined;
  readonly metrics: Metrics;
  /** Several steps in one run of the runtime. */
  readonly chunk: Chunk;
  /** Loss and predictions on rows that are not trained on. */
  readonly evaluator: Evaluator;
  readonly start: Start;
  /** Two rows of zeros, of the shapes and dtypes of the inputs. */
  readonly example: Structure;
  /** What the rows are recognized by when a run goes on. */
  readonly fingerprint: string;
  /** Rows in a batch. */
  readonly batch: number;
  /** Steps in one run of the runtime, at most. */
  readonly stepsPerChunk: number;
  /** Rows in one run of a prediction. */
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
  const missing = takesMissing(layer);
  const opened = await openData(data, options, missing);
  const { batch } = opened;
  await checkInputs(opened.source.first.set.x, missing);
  checkChannelsFirst(layer, rowShapes(opened.source.first.set.x));
  const recipe: Recipe = { layer, loss, optimizer, penalty, transform };
  const { first } = opened.source;
  const start = await startRun(layer, optimizer, first.set.x, first.order, seed);
  const { outputShape } = start.initialized;
  const { source, validation } = transform ? withMixableTargets(opened, loss, outputShape) : opened;
  const { set } = source.first;
  await checkSet(set, loss, outputShape);
  checkOutputs(metrics, outputShape);
  const begun = { layer, params: start.run.params, state: start.run.layers };
  await checkMetrics(metrics, loss, begun, source.first, outputShape);
  if (validation && validation.set.y !== set.y) {
    checkShapes(rowShapes(set.x), rowShapes(validation.set.x), "Validation");
    await checkInputs(validation.set.x, missing);
    await checkSet(validation.set, loss, outputShape, "validation.y");
  }
  const cost = costOf(start.initialized);
  const keep = namedMetrics(metrics).length > 0;
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

const sizeOfState = (run: Start["run"]): number => flatten(run).reduce((sum, { size }) => sum + size, 0);
