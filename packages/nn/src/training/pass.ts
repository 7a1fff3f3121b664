import { data, type Structure, tensor } from "@kaviar/tensor";
import type { Batch } from "../data/batch.ts";
import { batchOf } from "../data/batch.ts";
import { type ChunkPlan, planEpoch } from "../data/batches.ts";
import type { DataSet } from "../data/data-set.ts";
import { joinRows, readValues, takeRows, type ValuesTree } from "../data/values-tree.ts";
import { type Measures, measure } from "../evaluation/measure.ts";
import { targetsFor } from "../evaluation/predictions.ts";
import type { Extent } from "../step/extent.ts";
import type { RunState } from "../step/run-state.ts";
import type { Session } from "./session.ts";

/** What an epoch adds up to. */
export interface Passed {
  readonly run: RunState;
  readonly loss: number;
  /** What the penalty added to it, where there is one. */
  readonly penalty?: number;
  /** What the loss is the sum of, where that is more than one part. */
  readonly parts?: Readonly<Record<string, number>>;
  readonly metrics: Measures;
  /** Updates in it. */
  readonly steps: number;
  /** The length of its last gradient. */
  readonly gradientNorm: number;
}

export interface PassHooks {
  /** Before each chunk: to stop, and to let others have their turn. */
  readonly between: () => Promise<void>;
  /** After each chunk: the run as it is then, steps done in this epoch, what its steps lost, and the last gradient's length. */
  readonly done: (run: RunState, steps: number, losses: Float32Array, gradientNorm: number) => Promise<void>;
  /** A loss or weights that are no numbers, at or after this step of a chunk that began with `run`. */
  readonly broken: (found: Broken) => Promise<never>;
}

export interface Broken {
  readonly run: RunState;
  readonly set: Batch;
  /** [steps, size], numbers of rows in the set. */
  readonly rows: Int32Array;
  readonly size: number;
  readonly step: number;
  readonly loss: number;
  /** The losses of the chunk's steps. */
  readonly losses: Float32Array;
}

/** What has been seen so far in an epoch. */
interface EpochSums {
  readonly run: RunState;
  /** Σ of the batches' losses times their weights, and Σ of these. */
  readonly sum: number;
  readonly weight: number;
  /** The same of what the losses are made of, where that is more than one part. */
  readonly parts: Readonly<Record<string, number>>;
  /** Σ of what the penalty added, where there is one. */
  readonly penalty?: number;
  readonly steps: number;
  readonly gradientNorm: number;
  readonly predictions: readonly ValuesTree[];
  readonly targets: readonly ValuesTree[];
  readonly weights: readonly ValuesTree[];
}

/** One epoch: all passes of its source, chunk by chunk. */
export const passEpoch = async (
  session: Session,
  run: RunState,
  epoch: number,
  extent: Extent,
  hooks: PassHooks,
): Promise<Passed> => {
  let sums: EpochSums = {
    run,
    sum: 0,
    weight: 0,
    parts: {},
    steps: 0,
    gradientNorm: Number.NaN,
    predictions: [],
    targets: [],
    weights: [],
  };
  for await (const { set, order } of session.source.passes(epoch)) {
    for (const plan of planEpoch(order.length, session.batch, session.stepsPerChunk)) {
      await hooks.between();
      sums = await passChunk(session, sums, set, order, plan, extent, hooks);
    }
  }
  const { predictions, targets, weights, steps, penalty } = sums;
  const counted = weights.length > 0 ? (joinRows(weights) as { readonly data: ArrayLike<number> }).data : undefined;
  return {
    run: sums.run,
    loss: sums.sum / sums.weight,
    ...meansOf(sums.parts, sums.weight),
    ...(penalty === undefined ? {} : { penalty: penalty / steps }),
    metrics:
      predictions.length > 0
        ? measure(session.metrics, joinRows(predictions), joinRows(targets), counted, session.recipe.loss)
        : {},
    steps,
    gradientNorm: sums.gradientNorm,
  };
};

/** Means from sums, where there are any. */
const meansOf = (parts: EpochSums["parts"], weight: number): Pick<Passed, "parts"> =>
  Object.keys(parts).length > 0
    ? { parts: Object.fromEntries(Object.entries(parts).map(([name, sum]) => [name, sum / weight])) }
    : {};

const passChunk = async (
  { chunk, recipe }: Session,
  before: EpochSums,
  set: DataSet,
  order: Int32Array,
  { from, steps, size }: ChunkPlan,
  extent: Extent,
  hooks: PassHooks,
): Promise<EpochSums> => {
  const rows = order.subarray(from, from + steps * size);
  const [run, result] = chunk(before.run, batchOf(set), tensor(rows, { shape: [steps, size] }), extent);
  const { loss, parts, penalty, finite, weight, gradientNorm } = result;
  const asked = {
    loss,
    finite,
    gradientNorm,
    ...(weight ? { weight } : {}),
    ...(parts ? { parts } : {}),
    ...(penalty ? { penalty } : {}),
  };
  const found = (await data(asked)) as {
    readonly loss: Float32Array;
    readonly parts?: Readonly<Record<string, Float32Array>>;
    readonly penalty?: Float32Array;
    readonly finite: Uint8Array;
    readonly gradientNorm: Float32Array;
    readonly weight?: Float32Array;
  };
  const odd = found.loss.findIndex((loss, i) => !Number.isFinite(loss + (found.penalty?.[i] ?? 0)));
  if (odd >= 0) {
    await hooks.broken({
      run: before.run,
      set: batchOf(set),
      rows,
      size,
      step: odd,
      loss: found.loss[odd]! + (found.penalty?.[odd] ?? 0),
      losses: found.loss,
    });
  }
  // The last update has no loss after it that would tell.
  if (!found.finite[0]) {
    await hooks.broken({
      run: before.run,
      set: batchOf(set),
      rows,
      size,
      step: steps,
      loss: found.loss.at(-1)!,
      losses: found.loss,
    });
  }
  const seen = result.prediction && {
    predictions: [...before.predictions, joinRows([await readValues(result.prediction)], 2)],
    targets: [...before.targets, targetsFor(recipe.loss, takeRows(await readOnce(set.y), rows))],
    weights: set.weights ? [...before.weights, takeRows(await readOnce(set.weights), rows)] : [],
  };
  const done = before.steps + steps;
  await hooks.done(run, done, found.loss, found.gradientNorm[0]!);
  return {
    ...before,
    ...seen,
    run,
    ...addUp(before, found.loss, found.parts, found.weight, size),
    gradientNorm: found.gradientNorm[0]!,
    ...(found.penalty ? { penalty: found.penalty.reduce((sum, each) => sum + each, before.penalty ?? 0) } : {}),
    steps: done,
  };
};

/** The numbers of targets are asked for in each epoch and never change. */
const known = new WeakMap<object, Promise<ValuesTree>>();

const readOnce = (structure: Structure): Promise<ValuesTree> => {
  const key = structure as object;
  const numbers = known.get(key) ?? readValues(structure);
  known.set(key, numbers);
  return numbers;
};

const addUp = (
  { sum, parts: before, weight }: Pick<EpochSums, "sum" | "parts" | "weight">,
  losses: Float32Array,
  parts: Readonly<Record<string, Float32Array>> = {},
  weights: Float32Array | undefined,
  size: number,
): Pick<EpochSums, "sum" | "parts" | "weight"> => {
  const weightOf = (step: number): number => weights?.[step] ?? size;
  const times = (values: Float32Array, begin: number): number =>
    values.reduce((total, value, step) => total + value * weightOf(step), begin);
  return {
    sum: times(losses, sum),
    parts: Object.fromEntries(
      Object.entries(parts).map(([name, values]) => [name, times(values, before[name] ?? 0)] as const),
    ),
    weight: losses.reduce((count, _, step) => count + weightOf(step), weight),
  };
};
