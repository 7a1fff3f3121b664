import { describe, expect, it } from "vitest";
import type { TrainingData } from "../../src/data/index.ts";
import { constantInitializer } from "../../src/initializers/index.ts";
import { dense, sequential } from "../../src/layers/index.ts";
import { meanSquaredError, sparseSoftmaxCrossEntropy } from "../../src/losses/index.ts";
import { mse } from "../../src/metrics/index.ts";
import { adam, sgd } from "../../src/optimizers/index.ts";
import { cosine } from "../../src/schedules/index.ts";
import { fit, type TrainOptions, train } from "../../src/training/index.ts";
import { readTrainOptions } from "../../src/training/read-options.ts";
import { openSession } from "../../src/training/session.ts";
import { numbersOf, waves } from "../training/numbers.ts";

const rows = 53;
const x = waves(rows, 3);
const y = x.map(([a, b]) => a! - 2 * b!);
const model = sequential(dense(1));
const options: TrainOptions = { loss: meanSquaredError, optimizer: sgd({ rate: 0.1 }), batchSize: 8, epochs: 3 };

/** The rows in parts of these lengths, over and over. */
const parts = (...lengths: readonly number[]) =>
  async function* (): AsyncGenerator<TrainingData> {
    for (let from = 0, i = 0; from < rows; i++) {
      const to = Math.min(rows, from + lengths[i % lengths.length]!);
      yield { x: x.slice(from, to), y: y.slice(from, to) };
      from = to;
    }
  };

const seenIn = async (window: number, epoch: number): Promise<number[][]> => {
  const { source } = await openSession(model, parts(5, 11), readTrainOptions({ ...options, window }));
  const seen: number[][] = [];
  for await (const { set, order } of source.passes(epoch)) {
    const numbers = await (set.y as { data(): Promise<Float32Array> }).data();
    seen.push(Array.from(order, (row) => numbers[row]!));
  }
  return seen;
};

const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);

describe("a stream", () => {
  it("gives all rows in each epoch, in windows that are shuffled for themselves", async () => {
    const [first, second] = [await seenIn(20, 1), await seenIn(20, 2)];
    // 20 rows are 16 in whole batches of 8.
    expect(first.map(({ length }) => length)).toEqual([16, 16, 16, 5]);
    expect(sorted(first.flat())).toEqual(sorted(Array.from(Float32Array.from(y))));
    expect(sorted(second.flat())).toEqual(sorted(first.flat()));
    expect(second).not.toEqual(first);
    first.forEach((window, i) => expect(sorted(window)).toEqual(sorted(second[i]!)));
  });

  it("in a window that holds all rows is the same to the bit as rows in memory, without shuffling", async () => {
    const settings = { ...options, shuffle: false, metrics: [mse] };
    const memory = await fit(model, { x, y }, settings);
    for (const stream of [parts(53), parts(5, 11), parts(1)]) {
      const streamed = await fit(model, stream, { ...settings, window: 100 });
      expect(await numbersOf(streamed)).toEqual(await numbersOf(memory));
      expect(streamed.history.map(({ loss, metrics, steps }) => [loss, metrics, steps])).toEqual(
        memory.history.map(({ loss, metrics, steps }) => [loss, metrics, steps]),
      );
    }
    // In small windows the same rows come in the same order, in runs of other lengths: equal but for rounding.
    const small = await numbersOf(await fit(model, parts(5, 11), { ...settings, window: 8 }));
    const expected = await numbersOf(memory);
    expect(small["dense/weight"]).toEqual(expected["dense/weight"]!.map((w) => expect.closeTo(w, 5)));
  });

  it("takes an object that can be walked over anew, and weights", async () => {
    const weighted = {
      [Symbol.asyncIterator]: async function* () {
        for await (const part of parts(9)()) yield { ...part, weights: (part.y as number[]).map((v) => Math.abs(v)) };
      },
    };
    const streamed = await fit(model, weighted, { ...options, shuffle: false, window: 100 });
    const memory = await fit(model, { x, y, weights: y.map((v) => Math.abs(v)) }, { ...options, shuffle: false });
    expect(await numbersOf(streamed)).toEqual(await numbersOf(memory));
  });

  it("that can be read once serves one epoch, and says so in the second", async () => {
    expect((await fit(model, parts(9)(), { ...options, epochs: 1 })).history[0]!.steps).toBe(7);
    await expect(fit(model, parts(9)(), options)).rejects.toThrow(
      /in epoch 2 it gave no rows\.\nA generator object can be read once only: give the function/,
    );
  });

  it("is closed when the run ends before it does", async () => {
    let open = 0;
    const stream = async function* () {
      open++;
      try {
        yield* parts(8)();
      } finally {
        open--;
      }
    };
    const controller = new AbortController();
    const run = fit(model, () => stream(), { ...options, window: 8, signal: AbortSignal.abort() });
    await expect(run).rejects.toThrow();
    for await (const _ of train(model, () => stream(), { ...options, window: 8, signal: controller.signal })) break;
    expect(open).toBe(0);
  });

  it("lets a schedule know how long the run is by stepsPerEpoch", async () => {
    const settings = { ...options, optimizer: sgd({ rate: cosine({ peak: 0.1 }) }), shuffle: false };
    const streamed = await fit(model, parts(9), { ...settings, window: 64, stepsPerEpoch: 7 });
    expect(await numbersOf(streamed)).toEqual(await numbersOf(await fit(model, { x, y }, settings)));
    await expect(fit(model, parts(9), settings)).rejects.toThrow(
      /first in the update of dense\/(weight|bias)\.\nIf the rate is a schedule .*`stepsPerEpoch`/,
    );
  });

  it("takes names of classes with its parts", async () => {
    const classes = ["no", "yes"];
    const texts = (named: boolean) =>
      async function* () {
        for await (const part of parts(9)()) {
          const labels = (part.y as number[]).map((v) => (v > 0 ? "yes" : "no"));
          yield { x: part.x, y: labels, ...(named ? { classes } : {}) };
        }
      };
    const settings = { ...options, loss: sparseSoftmaxCrossEntropy, epochs: 1, shuffle: false };
    const streamed = await fit(sequential(dense(2)), texts(true), settings);
    expect(streamed.classes).toEqual(classes);
    const memory = await fit(sequential(dense(2)), { x, y: y.map((v) => (v > 0 ? 1 : 0)) }, settings);
    expect(await numbersOf(streamed)).toEqual(await numbersOf(memory));
    // Without them each part would number the texts it happens to hold.
    await expect(fit(sequential(dense(2)), texts(false), settings)).rejects.toThrow(
      /Nothing says which number the label .* has\.\nName the classes/,
    );
  });

  const refused: [string, () => AsyncIterable<TrainingData>, Partial<TrainOptions>, RegExp][] = [
    [
      "a share for validation",
      parts(9),
      { validation: 0.2 },
      /A share of a stream cannot be kept for validation.*got 0\.2\.\nGive rows of their own/,
    ],
    ["all rows in a batch", parts(9), { batchSize: "all" }, /needs all rows at once/],
    [
      "class weights",
      parts(9),
      { classWeights: "balanced" },
      /`classWeights` needs all rows at once.*\nGive weights with the rows/,
    ],
    [
      "no rows at all",
      async function* () {},
      {},
      /in epoch 1 it gave no rows\.\nGive \{ x, y \} with at least one row/,
    ],
    [
      "parts of other columns",
      async function* () {
        yield { x: [[1, 2]], y: [1] };
        yield { x: [[1, 2, 3]], y: [1] };
      },
      {},
      /parts of a stream must be alike: the first is x float32 \[2\].*another x float32 \[3\]/,
    ],
    [
      "weights for some parts only",
      async function* () {
        yield { x: [[1]], y: [1], weights: [1] };
        yield { x: [[1]], y: [1] };
      },
      {},
      /must be alike.*weights/,
    ],
    [
      "NaN in a later part",
      async function* () {
        yield { x: [[1]], y: [1] };
        yield { x: [[Number.NaN]], y: [1] };
      },
      {},
      /x must hold finite numbers: got NaN at row 0/,
    ],
  ];
  it.each(refused)("refuses %s", async (_, stream, extra, message) => {
    await expect(fit(model, stream, { ...options, ...extra })).rejects.toThrow(message);
  });

  it("has its labels looked at in each window", async () => {
    const late = async function* () {
      yield { x: waves(8, 3), y: [0, 1, 0, 1, 0, 1, 0, 1] };
      yield { x: waves(8, 3), y: [0, 1, 0, 1, 0, 1, 0, 2] };
    };
    const settings = { loss: sparseSoftmaxCrossEntropy, batchSize: 8, window: 8, epochs: 1 };
    await expect(fit(sequential(dense(2)), late, settings)).rejects.toThrow(/integers in \[0, 2\): got 2 at row 7/);
  });

  it("with a validation set of its own is evaluated on all of it", async () => {
    const { history } = await fit(sequential(dense(1, { initializer: constantInitializer(0) })), parts(9), {
      ...options,
      optimizer: adam({ rate: 1e-30 }),
      epochs: 1,
      validation: { x, y },
    });
    expect(history[0]!.validation!.loss).toBeCloseTo(y.reduce((sum, v) => sum + v * v, 0) / rows, 5);
  });
});
