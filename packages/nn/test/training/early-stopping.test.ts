import { describe, expect, it } from "vitest";
import { constantInitializer } from "../../src/initializers/index.ts";
import { dense, sequential } from "../../src/layers/index.ts";
import { meanSquaredError } from "../../src/losses/index.ts";
import { createMetric } from "../../src/metrics/contract/create-metric.ts";
import type { Metric } from "../../src/metrics/index.ts";
import { sgd } from "../../src/optimizers/index.ts";
import { watch } from "../../src/training/early-stopping.ts";
import { type Epoch, fit, type StopEarly, train } from "../../src/training/index.ts";
import { numbersOf } from "./numbers.ts";

const begun = { best: Number.NaN, epoch: 0, waited: 0 };
const watchAll = (values: readonly number[], options: Partial<StopEarly> = {}) =>
  values.reduce((at, value, i) => watch(at, i + 1, value, options), begun);

describe("a watch", () => {
  it("counts the epochs since the best one", () => {
    expect(watchAll([3, 2, 4, 2, 5])).toEqual({ best: 2, epoch: 2, waited: 3 });
  });
  it("takes less than the smallest change for no improvement", () => {
    expect(watchAll([3, 2.95, 2.91], { minimumChange: 0.1 })).toEqual({ best: 3, epoch: 1, waited: 2 });
    expect(watchAll([3, 2.85], { minimumChange: 0.1 })).toEqual({ best: 2.85, epoch: 2, waited: 0 });
  });
  it("passes over epochs without an answer", () => {
    expect(watchAll([Number.NaN, 3, Number.NaN, 2])).toEqual({ best: 2, epoch: 4, waited: 0 });
  });
});

/** Says one number after another on validation rows, whatever the predictions; training rows come before each. */
const saying = (name: string, better: Metric["better"], values: readonly number[]): Metric => {
  let asked = 0;
  return createMetric(name, better, {} as never, () => values[Math.floor(asked++ / 2)]!);
};

const data = { x: [[1], [2]], y: [1, 2] };
const model = sequential(dense(1, { initializer: constantInitializer(0) }));
const options = { loss: meanSquaredError, optimizer: sgd({ rate: 0.01 }), validation: data, epochs: 9 };

const run = async (metric: Metric, stopEarly: StopEarly): Promise<Epoch[]> => {
  const epochs: Epoch[] = [];
  for await (const epoch of train(model, data, { ...options, metrics: [metric], stopEarly })) epochs.push(epoch);
  return epochs;
};

describe("stopping early", () => {
  it("ends after so many epochs without a better value, and names the best", async () => {
    const epochs = await run(saying("error", "lower", [5, 4, 6, 6, 3]), { patience: 2, monitor: "error" });
    expect(epochs.length).toBe(4);
    expect(epochs.map(({ best }) => best.number)).toEqual([1, 2, 2, 2]);
    expect(await numbersOf(epochs[3]!.best.model)).toEqual(await numbersOf(epochs[1]!.model));
  });

  it("looks for higher values where the metric says that they are better", async () => {
    const epochs = await run(saying("score", "higher", [0.5, 0.7, 0.6, 0.8, 0.1, 0.2, 0.3]), {
      patience: 3,
      monitor: "score",
    });
    expect(epochs.length).toBe(7);
    expect(epochs.at(-1)!.best.number).toBe(4);
  });

  it("waits again after each better value", async () => {
    const epochs = await run(saying("error", "lower", [5, 6, 4, 5, 3, 4, 4]), { patience: 2, monitor: "error" });
    expect(epochs.length).toBe(7);
  });

  it("gives fit the best weights, not the last", async () => {
    const settings = {
      ...options,
      metrics: [saying("error", "lower", [5, 1, 2, 3])],
      stopEarly: { patience: 2, monitor: "error" },
    };
    const best = await fit(model, data, settings);
    const two = await fit(model, data, { ...options, epochs: 2 });
    const four = await fit(model, data, { ...options, epochs: 4 });
    expect(best.history.length).toBe(4);
    expect(await numbersOf(best)).toEqual(await numbersOf(two));
    expect(await numbersOf(best)).not.toEqual(await numbersOf(four));
  });

  it("watches the validation loss unless told otherwise", async () => {
    // The validation targets are the opposite of what is learned: every epoch is worse than the first.
    const epochs: Epoch[] = [];
    const against = { x: [[1], [2]], y: [-1, -2] };
    for await (const epoch of train(model, data, { ...options, validation: against, stopEarly: { patience: 3 } }))
      epochs.push(epoch);
    expect(epochs.length).toBe(4);
    expect(epochs[3]!.loss).toBeLessThan(epochs[0]!.loss);
  });
});
