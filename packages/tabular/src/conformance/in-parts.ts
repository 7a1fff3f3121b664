import type { Parts } from "../contract/in-parts.ts";
import { type Training, takeTraining } from "../contract/training.ts";

/** Rows of a part: some parts lack a class or a level then, and with the last all are one. */
export const cuts: readonly number[] = [7, 64, 10_000];

/** The rows that are known before the parts come. */
export const firstRows = ({ table }: Training): Int32Array =>
  Int32Array.from({ length: Math.ceil(table.rows * 0.7) }, (_, row) => row);

/** Rows in parts, an empty one before them. */
export const partsOf = (training: Training, size: number): Parts => ({
  async *[Symbol.asyncIterator]() {
    yield takeTraining(training, []);
    for (let from = 0; from < training.table.rows; from += size)
      yield takeTraining(
        training,
        Int32Array.from({ length: Math.min(size, training.table.rows - from) }, (_, i) => from + i),
      );
  },
});
