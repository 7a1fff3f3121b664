import { describe, expect, it } from "vitest";
import { dense, normalize, sequential } from "../../src/layers/index.ts";
import { meanSquaredError, sparseSoftmaxCrossEntropy } from "../../src/losses/index.ts";
import { accuracy, mse } from "../../src/metrics/index.ts";
import { sgd } from "../../src/optimizers/index.ts";
import { timeSeriesSplit } from "../../src/splits/index.ts";
import { crossValidate, fit } from "../../src/training/index.ts";
import { numbersOf, waves } from "./numbers.ts";

const x = waves(31, 2);
const y = x.map(([a, b]) => a! + 3 * b!);
const options = { loss: meanSquaredError, optimizer: sgd({ rate: 0.05 }), epochs: 2, batchSize: 8 };

describe("cross-validation", () => {
  it("leaves each row out once, fits what is fitted to data on the others, and averages", async () => {
    const seen: number[] = [];
    const shifted = y.map((v, i) => v + 100 * i);
    const { folds, models, mean, std } = await crossValidate(
      sequential(normalize(), dense(1)),
      { x, y: shifted },
      { ...options, metrics: [mse], folds: 4 },
    );
    expect(folds.length).toBe(4);
    for (const model of models) {
      const { "normalize/mean": found } = await numbersOf(model);
      // The mean over all rows but those of the fold; no fold has the mean of all.
      const [n, total] = [x.length, x.reduce((sum, [a]) => sum + a!, 0)];
      expect(Math.abs(found![0]! - total / n)).toBeGreaterThan(1e-4);
      seen.push(found![0]!);
    }
    expect(new Set(seen).size).toBe(4);
    // Folds of 8, 8, 8, 7 rows: Σ over folds of (31·m − (31 − size)·mᵢ) is the sum of all rows.
    const sizes = [8, 8, 8, 7];
    const total = x.reduce((sum, [a]) => sum + a!, 0);
    const left = seen.map((m, i) => total - (31 - sizes[i]!) * m);
    expect(left.reduce((sum, each) => sum + each, 0)).toBeCloseTo(total, 3);
    const losses = folds.map(({ loss }) => loss);
    const center = losses.reduce((sum, loss) => sum + loss, 0) / 4;
    expect(mean.loss).toBeCloseTo(center, 8);
    expect(std.loss).toBeCloseTo(Math.sqrt(losses.reduce((sum, loss) => sum + (loss - center) ** 2, 0) / 3), 8);
    expect(mean.mse! / mean.loss).toBeCloseTo(1, 5);
  });

  it("takes splits that are given, and trains on exactly their rows", async () => {
    const splits = timeSeriesSplit(31, { folds: 3 });
    const { models, folds } = await crossValidate(sequential(dense(1)), { x, y }, { ...options, folds: splits });
    for (const [i, { training, validation }] of splits.entries()) {
      const pick = (rows: Int32Array) => ({ x: Array.from(rows, (r) => x[r]!), y: Array.from(rows, (r) => y[r]!) });
      const alone = await fit(sequential(dense(1)), pick(training), options);
      expect(await numbersOf(models[i]!)).toEqual(await numbersOf(alone));
      expect(folds[i]!.loss).toBe((await alone.evaluate(pick(validation))).loss);
    }
  });

  it("shares out classes alike, keeps their names, and weights by them", async () => {
    const labels = x.map((_, i) => (i % 5 === 0 ? "rare" : "usual"));
    const { models, folds } = await crossValidate(
      sequential(dense(2)),
      { x, y: labels },
      {
        ...options,
        loss: sparseSoftmaxCrossEntropy,
        metrics: [accuracy],
        folds: 3,
        classWeights: { rare: 3, usual: 1 },
      },
    );
    expect(models.map(({ classes }) => classes)).toEqual([
      ["rare", "usual"],
      ["rare", "usual"],
      ["rare", "usual"],
    ]);
    expect(folds.every(({ metrics }) => metrics.accuracy! >= 0)).toBe(true);
    expect((await models[0]!.evaluate({ x, y: labels })).loss).toBeGreaterThan(0);
  });

  it("carries the weights of rows into the folds", async () => {
    const weights = y.map((_, i) => 1 + (i % 3));
    const [splits] = [timeSeriesSplit(31, { folds: 2 })];
    const { models } = await crossValidate(sequential(dense(1)), { x, y, weights }, { ...options, folds: splits });
    const rows = Array.from(splits[0]!.training);
    const alone = await fit(
      sequential(dense(1)),
      { x: rows.map((r) => x[r]!), y: rows.map((r) => y[r]!), weights: rows.map((r) => weights[r]!) },
      options,
    );
    expect(await numbersOf(models[0]!)).toEqual(await numbersOf(alone));
  });

  it("needs two folds", async () => {
    await expect(
      crossValidate(
        sequential(dense(1)),
        { x, y },
        { ...options, folds: timeSeriesSplit(31, { folds: 2 }).slice(0, 1) },
      ),
    ).rejects.toThrow(/at least two folds: got 1/);
  });
});
