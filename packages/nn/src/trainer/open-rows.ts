import { inOrder } from "@kaviar/base/random";
import { rowsInBatch } from "../data/batches.ts";
import { checkShapes } from "../data/check-shapes.ts";
import { conform } from "../data/conform.ts";
import { createDataSet } from "../data/data-set.ts";
import { rowShapes } from "../data/row-shapes.ts";
import { checkInputs, type Inputs } from "../data/rows.ts";
import { memorySource, type Pass, type Source } from "../data/source.ts";
import { isStream, streamSource } from "../data/stream.ts";
import { ModelError } from "../error.ts";
import { holdout } from "../splits/holdout.ts";
import type { readEpochs } from "./options.ts";

/** Rows that do not all fit into memory: anything that can be walked over anew for each epoch. */
export type RowsStream = AsyncIterable<Inputs> | (() => AsyncIterable<Inputs>);

export interface OpenedRows {
  readonly source: Source;
  readonly validation: Pass | undefined;
  readonly batch: number;
}

/** The rows of a run, whatever their names: to the machinery all of them are inputs. */
export const openRows = async (
  data: Inputs | RowsStream,
  options: ReturnType<typeof readEpochs>,
): Promise<OpenedRows> => {
  const opened = isStream(data) ? await openStream(data, options) : openMemory(data, options);
  await checkInputs(opened.source.first.set.x);
  return opened;
};

const openMemory = (data: Inputs, options: ReturnType<typeof readEpochs>): OpenedRows => {
  const { validation, seed, shuffle, batchSize } = options;
  const set = createDataSet({ x: data });
  const split = typeof validation === "number" ? holdout(set.rows, validation, { seed }) : undefined;
  const training = split?.training ?? inOrder(set.rows);
  if (training.length === 0) {
    throw new ModelError("data", `Nothing is left to train on: ${set.rows} rows, all kept for validation.`);
  }
  const batch = rowsInBatch(batchSize, training.length);
  return {
    source: memorySource(set, training, batch, shuffle, seed),
    validation: split ? { set, order: split.validation } : given(validation, set.x),
    batch,
  };
};

const openStream = async (stream: RowsStream, options: ReturnType<typeof readEpochs>): Promise<OpenedRows> => {
  const { validation, seed, shuffle, batchSize, stepsPerEpoch, window } = options;
  if (typeof validation === "number" || batchSize === "all") {
    throw new ModelError(
      "options",
      "A stream has its rows one after the other: no share of them can be kept apart, and no batch has all.",
      {
        remedy: "Give rows of their own for validation, and a number of rows in a batch.",
      },
    );
  }
  const size = Math.max(batchSize, Math.floor((window ?? 32 * batchSize) / batchSize) * batchSize);
  const parts = async function* () {
    for await (const x of typeof stream === "function" ? stream() : stream) yield { x };
  };
  const source = await streamSource(typeof stream === "function" ? parts : parts(), {
    size,
    batch: batchSize,
    shuffle,
    seed,
    stepsPerEpoch,
  });
  return { source, validation: given(validation, source.first.set.x), batch: batchSize };
};

const given = (validation: unknown, like: Pass["set"]["x"]): Pass | undefined => {
  if (typeof validation !== "object") return undefined;
  const set = createDataSet({ x: validation as Inputs });
  const x = conform(like, set.x);
  checkShapes(rowShapes(like), rowShapes(x), "Validation");
  return { set: { ...set, x }, order: inOrder(set.rows) };
};
