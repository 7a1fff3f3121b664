import { arange, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { relu } from "../../src/activations/index.ts";
import { mixup } from "../../src/augmentation/index.ts";
import { constantInitializer } from "../../src/initializers/index.ts";
import { batchNorm, define, dense, dropout, type Layer, sequential } from "../../src/layers/index.ts";
import {
  huber,
  meanSquaredError,
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
  sparseSoftmaxCrossEntropy,
} from "../../src/losses/index.ts";
import { createMetric } from "../../src/metrics/create-metric.ts";
import { accuracy, mse } from "../../src/metrics/index.ts";
import {
  adam,
  averageWeights,
  chain,
  type Link,
  reduceOnPlateau,
  scaleByRate,
  sgd,
} from "../../src/optimizers/index.ts";
import { l2 } from "../../src/regularizers/index.ts";
import { createSchedule } from "../../src/schedules/index.ts";
import { batchOf, createDataSet } from "../../src/training/data-set.ts";
import { type Epoch, fit, type TrainingData, type TrainOptions, train } from "../../src/training/index.ts";
import { passEpoch } from "../../src/training/pass.ts";
import { extentOf, openSession } from "../../src/training/session.ts";
import { numbersOf, waves } from "./numbers.ts";

const zeros = { initializer: constantInitializer(0) };
const line = sequential(dense(1, zeros));

const epochsOf = async (
  model: Parameters<typeof train>[0],
  data: TrainingData,
  options: TrainOptions,
): Promise<Epoch[]> => {
  const epochs: Epoch[] = [];
  for await (const epoch of train(model, data, options)) epochs.push(epoch);
  return epochs;
};

/** w ← w − η·2/n·Xᵀ(Xw + b − y), in double precision. */
const descend = (x: number[][], y: number[], rate: number, epochs: number, weights = y.map(() => 1)) => {
  const w = x[0]!.map(() => 0);
  let b = 0;
  const losses: number[] = [];
  const total = weights.reduce((sum, each) => sum + each, 0);
  for (let epoch = 0; epoch < epochs; epoch++) {
    const errors = x.map((row, i) => row.reduce((sum, value, k) => sum + value * w[k]!, b) - y[i]!);
    losses.push(errors.reduce((sum, e, i) => sum + weights[i]! * e * e, 0) / total);
    const slope = (k: number) =>
      (2 / total) * errors.reduce((sum, e, i) => sum + weights[i]! * e * (k < 0 ? 1 : x[i]![k]!), 0);
    const slopes = w.map((_, k) => slope(k));
    b -= rate * slope(-1);
    for (const k of w.keys()) w[k]! -= rate * slopes[k]!;
  }
  return { w, b, losses };
};

const x = waves(10, 3);
const y = x.map(([a, b, c]) => 2 * a! - b! + 0.5 * c! + 0.3);
const plain: TrainOptions = { loss: meanSquaredError, optimizer: sgd({ rate: 0.1 }), batchSize: "all" };

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

  it("adds a penalty to the training loss and its gradient, and leaves it out of the validation loss", async () => {
    const begun = sequential(dense(1, { initializer: constantInitializer(2), bias: false }));
    const options = { ...plain, epochs: 1, optimizer: sgd({ rate: 0 }), penalty: l2(0.25), validation: { x, y } };
    const [only] = await epochsOf(begun, { x, y }, options);
    // 0.25 · (2² + 2² + 2²) = 3
    expect(only!.loss - only!.validation!.loss).toBeCloseTo(3, 5);
    expect((await only!.model.evaluate({ x, y })).loss).toBe(only!.validation!.loss);
  });
});

/** Says which rows went through it: row i of x holds 2^i, and the gradient of w is the mean of x over a batch. */
const powers = { x: Array.from({ length: 11 }, (_, i) => [2 ** i]), y: new Float32Array(11) };
const summing = sequential(dense(1, { ...zeros, bias: false }));
const linear = (prediction: Tensor): Tensor => prediction.squeeze(-1);

describe("mini-batches", () => {
  it("use each row once in an epoch, the partial batch at the end too, in another order each epoch", async () => {
    const session = await openSession(summing, powers, { loss: linear, batchSize: 4, seed: 3 });
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
      { loss: meanSquaredError, batchSize: 4, optimizer: adam({ rate: 0.01 }) },
    );
    const hooks = {
      between: async () => undefined,
      done: () => undefined,
      broken: () => Promise.reject(new Error("broken")),
    };
    const passed = [];
    for (const pace of [1, 3, 1000])
      passed.push(await passEpoch({ ...session, pace }, session.start.run, 1, extentOf(11, 11), hooks));
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

describe("metrics", () => {
  it("are over all predictions of an epoch, not means of batches", async () => {
    const ranges: number[] = [];
    const about = {} as never;
    const rows = createMetric("rows", "higher", about, (prediction) => {
      ranges.push((prediction as { shape: readonly number[] }).shape[0]!);
      return 1;
    });
    const options = {
      ...plain,
      optimizer: sgd({ rate: 0 }),
      batchSize: 4,
      metrics: [mse, rows],
      validation: { x, y },
      epochs: 1,
    };
    const [only] = await epochsOf(line, { x, y }, options);
    expect(only!.metrics.mse).toBeCloseTo(descend(x, y, 0, 1).losses[0]!, 6);
    expect(only!.validation!.metrics.mse).toBeCloseTo(only!.metrics.mse!, 6);
    expect(ranges).toEqual([10, 10]);
  });

  it("see probabilities where the loss takes logits", async () => {
    let least = Infinity;
    const about = {} as never;
    const looks = createMetric("looks", "higher", about, (prediction) => {
      const values = Array.from((prediction as { data: ArrayLike<number> }).data);
      least = Math.min(...values);
      return values.reduce((sum, value) => sum + value, 0);
    });
    const labels = y.map((value) => (value > 0 ? 1 : 0));
    const [only] = await epochsOf(
      sequential(dense(2)),
      { x, y: labels },
      { loss: sparseSoftmaxCrossEntropy, metrics: [looks], epochs: 1 },
    );
    expect(only!.metrics.looks).toBeCloseTo(10, 5);
    expect(least).toBeGreaterThan(0);
  });

  it("go by name for several outputs, as losses do", async () => {
    const both = define({ a: dense(1, zeros), b: dense(1, zeros) }, (layers, input: Tensor) => ({
      a: layers.a(input),
      b: layers.b(input),
    }));
    const [only] = await epochsOf(
      both,
      { x, y: { a: y, b: y.map((v) => 2 * v) } },
      {
        ...plain,
        epochs: 1,
        loss: { a: meanSquaredError, b: meanSquaredError },
        metrics: { b: [mse] },
      },
    );
    const square = y.reduce((sum, v) => sum + v * v, 0) / 10;
    expect(only!.metrics).toEqual({ "b.mse": expect.closeTo(4 * square, 5) });
    expect(only!.loss).toBeCloseTo(5 * square, 5);
  });
});

describe("class weights", () => {
  const labels = Array.from({ length: 12 }, (_, i) => (i % 4 === 0 ? 1 : 0));
  const rows = waves(12, 2);
  const base = { loss: sparseSoftmaxCrossEntropy, optimizer: sgd({ rate: 0.5 }), batchSize: "all" as const, epochs: 2 };
  it("are row weights for the training loss, by number, by name, or balanced", async () => {
    const by = async (data: TrainingData, extra: Partial<TrainOptions>) =>
      numbersOf(await fit(sequential(dense(2)), data, { ...base, ...extra }));
    // 9 rows of class 0, 3 of class 1: 12/(2·9) and 12/(2·3)
    const weights = labels.map((label) => (label === 1 ? 2 : 12 / 18));
    const expected = await by({ x: rows, y: labels, weights }, {});
    expect(await by({ x: rows, y: labels }, { classWeights: "balanced" })).toEqual(expected);
    expect(await by({ x: rows, y: labels }, { classWeights: { 0: 12 / 18, 1: 2 } })).toEqual(expected);
    const texts = labels.map((label) => (label === 1 ? "yes" : "no"));
    expect(await by({ x: rows, y: texts }, { classWeights: { yes: 2, no: 12 / 18 } })).toEqual(expected);
    expect(await by({ x: rows, y: labels }, {})).not.toEqual(expected);
  });

  it("leave metrics and the validation loss alone", async () => {
    const options = { ...base, optimizer: sgd({ rate: 0 }), epochs: 1, metrics: [accuracy], validation: 0.5, seed: 2 };
    const [with_] = await epochsOf(
      sequential(dense(2)),
      { x: rows, y: labels },
      { ...options, classWeights: { 0: 1, 1: 9 } },
    );
    const [without] = await epochsOf(sequential(dense(2)), { x: rows, y: labels }, options);
    expect(with_!.validation).toEqual(without!.validation);
    expect(with_!.metrics).toEqual(without!.metrics);
    expect(with_!.loss).not.toBe(without!.loss);
  });

  it("are refused where there are no such classes", async () => {
    await expect(fit(line, { x, y }, { ...plain, classWeights: "balanced" })).rejects.toThrow(
      /needs targets that are classes/,
    );
    await expect(
      fit(
        sequential(dense(2)),
        { x: rows, y: labels.map((l) => (l ? "yes" : "no")) },
        { ...base, classWeights: { maybe: 1 } },
      ),
    ).rejects.toThrow(/got maybe: 1\.\nThe classes are no, yes/);
  });
});

describe("validation", () => {
  const labels = Array.from({ length: 60 }, (_, i) => (i % 6 === 0 ? 1 : 0));
  const rows = waves(60, 2);
  it("by a share is of each class alike, and apart from training", async () => {
    const { source, validation } = await openSession(
      sequential(dense(2)),
      { x: rows, y: labels },
      { loss: sparseSoftmaxCrossEntropy, validation: 0.2 },
    );
    const [train, held] = [Array.from(source.first.order), Array.from(validation!.order)];
    expect(held.filter((row) => labels[row] === 1).length).toBe(2);
    expect(held.length).toBe(12);
    expect([...train, ...held].sort((a, b) => a - b)).toEqual(labels.map((_, i) => i));
  });

  it("by rows of their own leaves all others for training", async () => {
    const { source, validation } = await openSession(
      sequential(dense(2)),
      { x: rows, y: labels },
      { loss: sparseSoftmaxCrossEntropy, validation: { x: rows.slice(0, 7), y: labels.slice(0, 7) } },
    );
    expect([source.first.order.length, validation!.order.length]).toEqual([60, 7]);
  });

  it("shares out probabilities as they are: they are no classes", async () => {
    const soft = rows.map(([a]) => 0.5 + a! / 4);
    const { validation } = await openSession(
      sequential(dense(1)),
      { x: rows, y: soft },
      { loss: sigmoidCrossEntropy, validation: 0.25 },
    );
    expect(validation!.order.length).toBe(15);
  });

  it("takes texts by the numbers they have in training", async () => {
    const texts = labels.map((label) => (label === 1 ? "b" : "a"));
    const options = { loss: sparseSoftmaxCrossEntropy, epochs: 1, metrics: [accuracy] };
    const given = await epochsOf(
      sequential(dense(2)),
      { x: rows, y: texts },
      { ...options, validation: { x: [rows[0]!], y: ["b"] } },
    );
    const number = await epochsOf(
      sequential(dense(2)),
      { x: rows, y: texts },
      { ...options, validation: { x: [rows[0]!], y: [1] } },
    );
    expect(given[0]!.validation).toEqual(number[0]!.validation);
    await expect(
      fit(sequential(dense(2)), { x: rows, y: labels }, { ...options, validation: { x: [rows[0]!], y: ["b"] } }),
    ).rejects.toThrow(/which number the label "b" has/);
  });
});

describe("a seed", () => {
  const model = sequential(dense(8), relu, dropout(0.5), dense(1));
  const at = async (seed: number) =>
    numbersOf(await fit(model, { x, y }, { loss: meanSquaredError, batchSize: 3, epochs: 3, validation: 0.2, seed }));
  it("decides all bits of a run", async () => {
    const [first, again, other] = [await at(7), await at(7), await at(8)];
    expect(again).toEqual(first);
    expect(other["dense/weight"]).not.toEqual(first["dense/weight"]);
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
    expect(kept[0]!.summary).toMatch(/^epoch {2}1\/50 {3}loss \d\.\d{4} {3}0\.\d\d s$/);
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

describe("options", () => {
  const refused: [string, object, RegExp][] = [
    ["a misspelt name", { epoch: 3 }, /train has no option `epoch`\.\nIt has loss, optimizer, epochs/],
    [
      "a misspelt name inside stopEarly",
      { stopEarly: { patience: 1, minDelta: 0 } },
      /`stopEarly` has no `minDelta`\.\nIt has patience, monitor, minimumChange/,
    ],
    ["a misspelt name inside checkpoint", { checkpoint: { path: "x" } }, /`checkpoint` has no `path`/],
    [
      "an optimizer's factory",
      { optimizer: adam },
      /`optimizer` must be an optimizer: got function\.\nCall it: optimizer: adam/,
    ],
    ["an optimizer's name", { optimizer: "adam" }, /got string/],
    ["a loss's factory", { loss: huber }, /huber makes one\.\nWrite huber\(\)/],
    ["a loss's name", { loss: "mse" }, /A loss is a function of predictions and targets: got "mse"/],
    ["an activation for a loss", { loss: relu }, /relu is something else/],
    ["a penalty's factory", { penalty: l2 }, /`penalty` must be what l2\(1e-4\) makes: got a function that makes one/],
    ["a metric's name", { metrics: ["accuracy"] }, /`metrics` is a list of metrics: got "accuracy"/],
    ["a function that is no metric", { metrics: [Math.max] }, /got the function max/],
    ["no epochs", { epochs: 0 }, /`epochs` must be a whole number ≥ 1: got 0/],
    ["half a row", { batchSize: 0.5 }, /`batchSize` must be a whole number ≥ 1: got 0\.5/],
    ["a negative seed", { seed: -1 }, /`seed` must be a whole number ≥ 0: got -1/],
    ["all rows for validation", { validation: 1 }, /between 0 and 1: got 1\.\n0\.2 keeps/],
    ["no patience", { stopEarly: { patience: 0 } }, /`stopEarly\.patience` must be a whole number ≥ 1/],
    [
      "a monitor that is not measured",
      { stopEarly: { patience: 1, monitor: "auc" }, metrics: [mse] },
      /got "auc"\.\nThere is loss, mse/,
    ],
    ["resume without a file", { resume: true }, /`resume` needs `checkpoint`/],
  ];
  it.each(refused)("refuse %s at once", (_, options, message) => {
    expect(() => train(line, { x, y }, { ...plain, ...(options as Partial<TrainOptions>) })).toThrow(message);
  });

  it("take the link that an optimizer is, made by hand too", async () => {
    const still: Link = { init: () => ({}), update: (gradients, state) => [gradients, state] };
    // Adds the gradient instead of subtracting it.
    const trained = await fit(line, { x, y }, { ...plain, optimizer: still, epochs: 1 });
    const by = descend(x, y, -1, 1);
    expect((await numbersOf(trained))["dense/weight"]).toEqual(by.w.map((w) => expect.closeTo(w, 5)));
  });
});

describe("targets", () => {
  it("are looked at before the first step", async () => {
    const labels = y.map((_, i) => (i === 7 ? 3.5 : i % 3));
    await expect(fit(sequential(dense(3)), { x, y: labels }, { loss: sparseSoftmaxCrossEntropy })).rejects.toThrow(
      /integers in \[0, 3\): got 3\.5 at row 7/,
    );
    const nan = tensor(
      Float32Array.from({ length: 10 }, (_, i) => (i === 4 ? Number.NaN : 1)),
      { shape: [10, 1] },
    );
    await expect(fit(line, { x: nan, y }, plain)).rejects.toThrow(/x must hold finite numbers: got NaN at row 4 of 10/);
    await expect(fit(line, { x, y: nan }, plain)).rejects.toThrow(/finite numbers: got NaN at row 4/);
  });
});

describe("a transform of batches", () => {
  const labels = x.map((_, i) => i % 3);
  const options: TrainOptions = {
    loss: softmaxCrossEntropy,
    optimizer: sgd({ rate: 0.1 }),
    epochs: 2,
    batchSize: 4,
    validation: 0.3,
    metrics: [accuracy],
  };
  it("acts in training only, and mixes class numbers as shares of classes", async () => {
    const hot = labels.map((label) => [0, 1, 2].map((k) => (k === label ? 1 : 0)));
    const options_ = { ...options, transform: mixup({ alpha: 0.4, classes: 3 }) };
    const mixed = await fit(sequential(dense(3)), { x, y: labels }, options_);
    expect(mixed.history[1]!.validation!.metrics.accuracy).toBeGreaterThanOrEqual(0);
    // On all rows, so that the split is not by other labels.
    const all = { ...options_, validation: { x, y: labels } };
    const [numbers, shares] = [
      await fit(sequential(dense(3)), { x, y: labels }, all),
      await fit(sequential(dense(3)), { x, y: hot }, { ...all, validation: { x, y: hot } }),
    ];
    expect(await numbersOf(numbers)).toEqual(await numbersOf(shares));
    expect(numbers.history.map(({ validation }) => validation)).toEqual(
      shares.history.map(({ validation }) => validation),
    );
    const plainly = await fit(sequential(dense(3)), { x, y: hot }, { ...options, validation: { x, y: hot } });
    expect(await numbersOf(plainly)).not.toEqual(await numbersOf(shares));
    await expect(fit(sequential(dense(3)), { x, y: labels }, options)).rejects.toThrow(
      /Class numbers want sparseSoftmaxCrossEntropy/,
    );
  });

  it("is not its factory", () => {
    expect(() => train(line, { x, y }, { ...plain, transform: mixup as never })).toThrow(
      /`transform` must be what mixup.* makes: got a function that makes one/,
    );
  });
});

describe("a data set's batch", () => {
  it("holds weights only where there are some", () => {
    expect(Object.keys(batchOf(createDataSet({ x: arange(3).reshape([3, 1]), y: [1, 2, 3] })))).toEqual(["x", "y"]);
  });
});
