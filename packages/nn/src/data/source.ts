import { seededRandom, shuffle } from "@kaviar/base/random";
import { balancedBatches } from "../splits/balanced-batches.ts";
import type { DataSet } from "./data-set.ts";

/** Rows of a set to train on, in this order. */
export interface Pass {
  readonly set: DataSet;
  readonly order: Int32Array;
}

/** Where an epoch's rows come from. */
export interface Source {
  /** The rows that are there before the run begins: all, or the first window of a stream. */
  readonly first: Pass;
  /** Batches in an epoch, where that is known. */
  readonly stepsPerEpoch: number | undefined;
  readonly passes: (epoch: number) => AsyncIterable<Pass> | Iterable<Pass>;
  /** When the run is over: a stream without an end is told so. */
  readonly close?: () => Promise<void>;
}

/** Another order in each epoch (or window) of a seed; streams from 1 on, 0 has shared out the rows. */
export const inRandomOrder = (rows: Int32Array, seed: number, stream: number): Int32Array =>
  shuffle(rows.slice(), seededRandom(seed, stream));

/** Rows in memory: one pass over all of them, in another order each epoch. */
export const memorySource = (
  set: DataSet,
  rows: Int32Array,
  batch: number,
  shuffle: boolean,
  seed: number,
): Source => ({
  first: { set, order: rows },
  stepsPerEpoch: Math.ceil(rows.length / batch),
  passes: (epoch) => [{ set, order: shuffle ? inRandomOrder(rows, seed, epoch) : rows }],
});

/** Rows in memory, each class as often as any other; `labels` are those of all rows. */
export const balancedSource = (
  set: DataSet,
  rows: Int32Array,
  labels: ArrayLike<number>,
  batch: number,
  seed: number,
): Source => {
  const own = Int32Array.from(rows, (row) => labels[row]!);
  const batches = Math.ceil(rows.length / batch);
  return {
    first: { set, order: rows },
    stepsPerEpoch: batches,
    passes: (epoch) => {
      const drawn = [...balancedBatches(own, { batchSize: batch, batches, seed: seed * 65_537 + epoch })];
      const order = new Int32Array(batches * batch);
      drawn.forEach((some, i) => {
        order.set(
          some.map((place) => rows[place]!),
          i * batch,
        );
      });
      return [{ set, order }];
    },
  };
};
