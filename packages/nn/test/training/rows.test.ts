import { arange } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { relu } from "../../src/activations/index.ts";
import { mixup } from "../../src/augmentation/index.ts";
import { batchOf } from "../../src/data/batch.ts";
import { createDataSet } from "../../src/data/data-set.ts";
import type { TrainingData } from "../../src/data/index.ts";
import { dense, dropout, sequential } from "../../src/layers/index.ts";
import {
  meanSquaredError,
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
  sparseSoftmaxCrossEntropy,
} from "../../src/losses/index.ts";
import { accuracy } from "../../src/metrics/index.ts";
import { sgd } from "../../src/optimizers/index.ts";
import { fit, type TrainOptions, train } from "../../src/training/index.ts";
import { readTrainOptions } from "../../src/training/read-options.ts";
import { openSession } from "../../src/training/session.ts";
import { epochsOf, line, plain, x, y } from "./line.ts";
import { numbersOf, waves } from "./numbers.ts";

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
      readTrainOptions({ loss: sparseSoftmaxCrossEntropy, validation: 0.2 }),
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
      readTrainOptions({ loss: sparseSoftmaxCrossEntropy, validation: { x: rows.slice(0, 7), y: labels.slice(0, 7) } }),
    );
    expect([source.first.order.length, validation!.order.length]).toEqual([60, 7]);
  });

  it("shares out probabilities as they are: they are no classes", async () => {
    const soft = rows.map(([a]) => 0.5 + a! / 4);
    const { validation } = await openSession(
      sequential(dense(1)),
      { x: rows, y: soft },
      readTrainOptions({ loss: sigmoidCrossEntropy, validation: 0.25 }),
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
      /`transform` of train must be what mixup.* makes: got the function mixup/,
    );
  });
});

describe("a data set's batch", () => {
  it("holds weights only where there are some", () => {
    expect(Object.keys(batchOf(createDataSet({ x: arange(3).reshape([3, 1]), y: [1, 2, 3] })))).toEqual(["x", "y"]);
  });
});

describe("a share kept for validation", () => {
  it("is refused where a class has one row, with a way out", async () => {
    const data = { x: waves(5, 2), y: [0, 0, 1, 1, 2] };
    await expect(
      fit(sequential(dense(3)), data, { ...plain, loss: sparseSoftmaxCrossEntropy, validation: 0.4 }),
    ).rejects.toThrow(/each needs two rows: class 2 has one\.\nGive rows of your own, validation: \{ x, y \}/);
  });
});
