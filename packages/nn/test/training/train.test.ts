import { type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { relu } from "../../src/activations/index.ts";
import { constantInitializer } from "../../src/initializers/index.ts";
import { batchNorm, dense, dropout, type Layer, sequential } from "../../src/layers/index.ts";
import { meanSquaredError } from "../../src/losses/index.ts";
import { createMetric } from "../../src/metrics/contract/create-metric.ts";
import { adam, averageWeights, chain, reduceOnPlateau, scaleByRate, sgd } from "../../src/optimizers/index.ts";
import { l2 } from "../../src/regularizers/index.ts";
import { createSchedule } from "../../src/schedules/index.ts";
import { extentOf } from "../../src/step/extent.ts";
import { type Epoch, fit, train } from "../../src/training/index.ts";
import { passEpoch } from "../../src/training/pass.ts";
import { readTrainOptions } from "../../src/training/read-options.ts";
import { openSession } from "../../src/training/session.ts";
import { descend, epochsOf, line, linear, plain, powers, summing, x, y } from "./line.ts";
import { numbersOf, waves } from "./numbers.ts";

describe("descent", () => {
  it("on full batches is what it is by hand", async () => {
    const epochs = await epochsOf(line, { x, y }, { ...plain, epochs: 2 });
    const by = descend(x, y, 0.1, 2);
    const found = await numbersOf(epochs[1]!.model);
    expect(epochs.map(({ loss }) => loss)).toEqual(by.losses.map((loss) => expect.closeTo(loss, 6)));
    expect(found["dense/weight"]).toEqual(by.w.map((w) => expect.closeTo(w, 6)));
    expect(found["dense/bias"]).toEqual([expect.closeTo(by.b, 6)]);
    expect(epochs.map(({ steps, number }) => [steps, number])).toEqual([
      [1, 1],
      [2, 2],
    ]);
  });

  it("counts rows by their weights: Σwℓ / Σw", async () => {
    const weights = y.map((_, i) => i % 4);
    const [, last] = await epochsOf(line, { x, y, weights }, { ...plain, epochs: 2 });
    const by = descend(x, y, 0.1, 2, weights);
    expect(last!.loss).toBeCloseTo(by.losses[1]!, 6);
    expect((await numbersOf(last!.model))["dense/weight"]).toEqual(by.w.map((w) => expect.closeTo(w, 6)));
    const { loss } = await last!.model.evaluate({ x, y, weights });
    expect(loss).toBeCloseTo(descend(x, y, 0.1, 3, weights).losses[2]!, 6);
  });

  it("on batches of one row takes a step for each row", async () => {
    const [only] = await epochsOf(line, { x, y }, { ...plain, batchSize: 1, epochs: 1, shuffle: false });
    let at = { w: [0, 0, 0], b: 0 };
    let sum = 0;
    x.forEach((row, i) => {
      const e = row.reduce((total, value, k) => total + value * at.w[k]!, at.b) - y[i]!;
      sum += e * e;
      at = { w: at.w.map((w, k) => w - 0.1 * 2 * e * row[k]!), b: at.b - 0.1 * 2 * e };
    });
    expect(only!.steps).toBe(10);
    expect(only!.loss).toBeCloseTo(sum / 10, 5);
    expect((await numbersOf(only!.model))["dense/weight"]).toEqual(at.w.map((w) => expect.closeTo(w, 5)));
  });

  it("says a penalty beside the loss of training, and leaves it out of that of validation", async () => {
    const begun = sequential(dense(1, { initializer: constantInitializer(2), bias: false }));
    const options = { ...plain, epochs: 1, optimizer: sgd({ rate: 0 }), penalty: l2(0.25), validation: { x, y } };
    const [only] = await epochsOf(begun, { x, y }, options);
    // 0.25 · (2² + 2² + 2²) = 3
    expect(only!.penalty).toBeCloseTo(3, 5);
    expect(only!.loss).toBeCloseTo(only!.validation!.loss, 5);
    expect((await only!.model.evaluate({ x, y })).loss).toBe(only!.validation!.loss);
  });
});

describe("mini-batches", () => {
  it("use each row once in an epoch, the partial batch at the end too, in another order each epoch", async () => {
    const session = await openSession(summing, powers, readTrainOptions({ loss: linear, batchSize: 4, seed: 3 }));
    const orders = [1, 2].map((epoch) => [...(session.source.passes(epoch) as { order: Int32Array }[])][0]!.order);
    for (const order of orders)
      expect(Array.from(order).sort((a, b) => a - b)).toEqual(Array.from({ length: 11 }, (_, i) => i));
    expect(orders[0]).not.toEqual(orders[1]);
    const moved = await epochsOf(summing, powers, {
      loss: linear,
      batchSize: 4,
      optimizer: sgd({ rate: 1 }),
      epochs: 1,
      seed: 3,
    });
    // Σ over batches of their means: each row counts ¼, the last three ⅓.
    const [order] = orders as [Int32Array];
    const expected = Array.from(order).reduce((sum, row, place) => sum + 2 ** row / (place < 8 ? 4 : 3), 0);
    expect((await numbersOf(moved[0]!.model))["dense/weight"]![0]).toBeCloseTo(-expected, 2);
    expect(moved[0]!.steps).toBe(3);
  });

  it("count in the epoch's loss by their rows", async () => {
    const [only] = await epochsOf(line, { x, y }, { ...plain, optimizer: sgd({ rate: 0 }), batchSize: 4, epochs: 1 });
    expect(only!.loss).toBeCloseTo(descend(x, y, 0, 1).losses[0]!, 6);
  });

  it("count by the weights of their rows", async () => {
    const weights = y.map((_, i) => (i < 5 ? 0 : i));
    const options = { ...plain, optimizer: sgd({ rate: 0 }), batchSize: 4, epochs: 1, shuffle: false };
    const [only] = await epochsOf(line, { x, y, weights }, options);
    expect(only!.loss).toBeCloseTo(descend(x, y, 0, 1, weights).losses[0]!, 6);
  });

  it("give the same but for rounding in stretches of any length", async () => {
    const session = await openSession(
      sequential(dense(8), batchNorm(), relu, dropout(0.3), dense(1)),
      { x: waves(42, 3), y: waves(42, 1) },
      readTrainOptions({ loss: meanSquaredError, batchSize: 4, optimizer: adam({ rate: 0.01 }) }),
    );
    const hooks = {
      between: async () => undefined,
      done: async () => undefined,
      broken: () => Promise.reject(new Error("broken")),
    };
    const passed = [];
    for (const stepsPerChunk of [1, 3, 1000])
      passed.push(
        await passEpoch({ ...session, stepsPerChunk }, session.start.run, 1, extentOf(session.recipe, 11, 11), hooks),
      );
    const weights = await Promise.all(
      passed.map(async ({ run }) => Array.from(await (run.params.dense as { weight: Tensor }).weight.data())),
    );
    const near = weights[0]!.map((w) => expect.closeTo(w, 5));
    expect(weights[1]).toEqual(near);
    expect(weights[2]).toEqual(near);
    expect(passed.map(({ steps }) => steps)).toEqual([11, 11, 11]);
    for (const { loss } of passed) expect(loss).toBeCloseTo(passed[0]!.loss, 5);
  });
});

describe("schedules", () => {
  it("are told the step, the steps of the whole run, and those of an epoch", async () => {
    const seen = createSchedule({}, {} as never, ({ step, steps, stepsPerEpoch }) =>
      step.mul(10000).add(steps.mul(100)).add(stepsPerEpoch),
    );
    // The gradient is 1, so w is minus the sum of what the schedule says: 3 epochs of ⌈11/4⌉ steps.
    const ones = { x: Array.from({ length: 11 }, () => [1]), y: powers.y };
    const trained = await fit(summing, ones, { loss: linear, optimizer: scaleByRate(seen), batchSize: 4, epochs: 3 });
    expect((await numbersOf(trained))["dense/weight"]).toEqual([-(36 * 10000 + 9 * 900 + 9 * 3)]);
  });
});

describe("what changes during a run", () => {
  it("is a rate that falls where the validation loss does not, after each epoch", async () => {
    // The gradient is 1 and so is the rate; what is watched is −w, so each epoch after the first is worse than it.
    const optimizer = sgd({ rate: reduceOnPlateau({ rate: 1, factor: 0.5, patience: 1 }) });
    const data = { x: [[1]], y: [0] };
    const validation = { x: [[-1]], y: [0] };
    const at = async (epochs: number) =>
      (await numbersOf(await fit(summing, data, { loss: linear, optimizer, epochs, validation })))["dense/weight"];
    expect([await at(2), await at(3), await at(5)]).toEqual([[-2], [-2.5], [-2.875]]);
  });

  it("is what dropout leaves out: something else in each step and each epoch", async () => {
    const seen: number[][] = [];
    const looks = createMetric("looks", "higher", {} as never, (prediction) => {
      seen.push(Array.from((prediction as { data: ArrayLike<number> }).data));
      return 0;
    });
    const ones = { x: Array.from({ length: 32 }, () => [1, 1, 1, 1]) };
    await fit(sequential(dropout(0.5)), ones, { loss: meanSquaredError, batchSize: 16, epochs: 2, metrics: [looks] });
    const steps = seen.flatMap((epoch) => [epoch.slice(0, 64), epoch.slice(64)]);
    expect(steps.length).toBe(4);
    expect(new Set(steps.map((step) => step.join())).size).toBe(4);
    // 0 or 1/(1 − ½); of 256 draws with share ½ between 96 and 160 with a probability of 0.9999.
    expect(new Set(steps.flat())).toEqual(new Set([0, 2]));
    const kept = steps.flat().filter((value) => value > 0).length;
    expect(Math.abs(kept - 128)).toBeLessThan(32);
  });
});

describe("a run", () => {
  it("ends with break, and what it gave before stays as it was", async () => {
    const kept: Epoch[] = [];
    for await (const epoch of train(line, { x, y }, { ...plain, epochs: 50 })) {
      kept.push(epoch);
      if (epoch.number === 3) break;
    }
    expect(kept.map(({ number, epochs }) => [number, epochs])).toEqual([
      [1, 50],
      [2, 50],
      [3, 50],
    ]);
    const by = descend(x, y, 0.1, 1);
    expect((await numbersOf(kept[0]!.model))["dense/weight"]).toEqual(by.w.map((w) => expect.closeTo(w, 6)));
    expect(kept[2]!.history.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(kept[0]!.summary).toMatch(/^epoch {2}1\/50 {3}loss \d\.\d{4} {3}\d+ms$/);
  });

  it("ends between two stretches when its signal says so", async () => {
    const controller = new AbortController();
    const seen: number[] = [];
    const run = async () => {
      for await (const { number } of train(line, { x, y }, { ...plain, epochs: 50, signal: controller.signal })) {
        seen.push(number);
        if (number === 2) controller.abort(new Error("enough"));
      }
    };
    await expect(run()).rejects.toThrow("enough");
    expect(seen).toEqual([1, 2]);
    await expect(fit(line, { x, y }, { ...plain, signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  });

  it("predicts with averages of the weights where the optimizer keeps them", async () => {
    const raw = await fit(line, { x, y }, { ...plain, epochs: 1 });
    const averaged = await fit(
      line,
      { x, y },
      { ...plain, epochs: 1, optimizer: chain(sgd({ rate: 0.1 }), averageWeights({ decay: 0.75 })) },
    );
    const [w, e] = [await numbersOf(raw), await numbersOf(averaged)];
    // It began at 0: e = 0.25 w.
    expect(e["dense/weight"]).toEqual(w["dense/weight"]!.map((value) => expect.closeTo(value / 4, 6)));
  });

  it("moves a batch norm's running averages as they are defined", async () => {
    const model = sequential(batchNorm({ momentum: 0.5 }));
    const [only] = await epochsOf(
      model,
      { x, y: x },
      { ...plain, optimizer: sgd({ rate: 0 }), batchSize: 5, shuffle: false, epochs: 1 },
    );
    let [mean, variance] = [0, 1];
    for (const half of [x.slice(0, 5), x.slice(5)]) {
      const column = half.map(([a]) => a!);
      const center = column.reduce((sum, v) => sum + v, 0) / 5;
      mean = 0.5 * mean + 0.5 * center;
      variance = 0.5 * variance + (0.5 * column.reduce((sum, v) => sum + (v - center) ** 2, 0)) / 5;
    }
    const found = await numbersOf(only!.model);
    expect(found["batchNorm/mean"]![0]).toBeCloseTo(mean, 6);
    expect(found["batchNorm/variance"]![0]).toBeCloseTo(variance, 6);
  });

  it("ignores the padding of sequences that a layer masks", async () => {
    // Predicts x itself; the mask leaves out steps where it is 0, so the loss is over the others: (1 + 4 + 9)/3.
    const masking: Layer = {
      kind: "masking",
      init: (_, inputShape) => ({ params: { w: tensor(0) }, state: {}, outputShape: inputShape }),
      apply: ({ w }, state, input) => ({ y: input.add(w as Tensor), state, mask: input.squeeze(-1).notEqual(0) }),
    };
    const steps = [
      [[1], [2], [0]],
      [[3], [0], [0]],
    ];
    const [only] = await epochsOf(
      masking,
      {
        x: steps,
        y: [
          [[0], [0], [9]],
          [[0], [9], [9]],
        ],
      },
      { ...plain, optimizer: sgd({ rate: 0 }), epochs: 1 },
    );
    expect(only!.loss).toBeCloseTo(14 / 3, 5);
  });
});
