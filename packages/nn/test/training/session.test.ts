import { describe, expect, it } from "vitest";
import { relu } from "../../src/activations/index.ts";
import { mixup } from "../../src/augmentation/index.ts";
import { dense, dropout, sequential } from "../../src/layers/index.ts";
import { meanSquaredError, softmaxCrossEntropy } from "../../src/losses/index.ts";
import { accuracy } from "../../src/metrics/index.ts";
import { sgd } from "../../src/optimizers/index.ts";
import { fit, type TrainOptions, train } from "../../src/training/index.ts";
import { line, plain, x, y } from "./line.ts";
import { numbersOf } from "./numbers.ts";

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
