import { data, tensor } from "@kaviar/tensor";
import type { Stretch } from "./batches.ts";
import type { Chunk } from "./chunk.ts";
import type { RunState } from "./run-state.ts";
import type { Batch, Extent } from "./step.ts";
import { joinRows, type ValuesTree, valuesOf } from "./values-tree.ts";

/** What a pass over rows adds up to. */
export interface Passed {
  readonly run: RunState;
  /** Σ of the batches' losses times their weights, and Σ of these. */
  readonly sum: number;
  readonly weight: number;
  readonly predictions: readonly ValuesTree[];
}

export interface PassHooks {
  /** Before each stretch: to stop, and to let others have their turn. */
  readonly between: () => Promise<void>;
  /** After each stretch. */
  readonly done: (stretch: Stretch, losses: Float32Array, seconds: number) => void;
  /** A loss that is no number, at this step of the stretch. */
  readonly broken: (run: RunState, batches: Int32Array, size: number, step: number, loss: number) => Promise<never>;
}

/** Trains on rows in the given order, stretch by stretch. */
export const passOver = async (
  chunk: Chunk,
  start: RunState,
  set: Batch,
  order: Int32Array,
  stretches: readonly Stretch[],
  extent: Extent,
  hooks: PassHooks,
): Promise<Passed> => {
  let passed: Passed = { run: start, sum: 0, weight: 0, predictions: [] };
  for (const stretch of stretches) {
    await hooks.between();
    const { from, steps, size } = stretch;
    const rows = order.subarray(from, from + steps * size);
    const began = performance.now();
    const [run, result] = chunk(passed.run, set, tensor(rows, { shape: [steps, size] }), extent);
    const found = (await data({ loss: result.loss, ...(result.weight ? { weight: result.weight } : {}) })) as {
      readonly loss: Float32Array;
      readonly weight?: Float32Array;
    };
    const odd = found.loss.findIndex((loss) => !Number.isFinite(loss));
    if (odd >= 0) await hooks.broken(passed.run, rows, size, odd, found.loss[odd]!);
    const predictions = result.prediction ? [joinRows([await valuesOf(result.prediction)], 2)] : [];
    hooks.done(stretch, found.loss, (performance.now() - began) / 1000);
    passed = {
      run,
      ...addUp(passed, found.loss, found.weight, size),
      predictions: [...passed.predictions, ...predictions],
    };
  }
  return passed;
};

const addUp = (
  { sum, weight }: { readonly sum: number; readonly weight: number },
  losses: Float32Array,
  weights: Float32Array | undefined,
  size: number,
) => {
  let [total, count] = [sum, weight];
  losses.forEach((loss, i) => {
    const each = weights?.[i] ?? size;
    total += loss * each;
    count += each;
  });
  return { sum: total, weight: count };
};
