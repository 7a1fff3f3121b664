import type { Tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { define, dense, sequential } from "../../src/layers/index.ts";
import { hinge, meanSquaredError, sparseSoftmaxCrossEntropy } from "../../src/losses/index.ts";
import { createMetric } from "../../src/metrics/contract/create-metric.ts";
import { accuracy, mse, rocAuc } from "../../src/metrics/index.ts";
import { adam, sgd } from "../../src/optimizers/index.ts";
import { fit } from "../../src/training/index.ts";
import { descend, epochsOf, line, plain, x, y, zeros } from "../training/line.ts";

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

describe("metrics beside a hinge loss", () => {
  const rows = Array.from({ length: 60 }, (_, i) => [Math.sin(i), Math.cos(2 * i)]);
  const classes = rows.map(([a, b]) => (a! + b! > 0 ? 1 : 0));
  it.each([
    ["0 and 1", classes],
    ["−1 and 1", classes.map((label) => 2 * label - 1)],
  ])("see margins as shares and labels %s as classes", async (_, y) => {
    const trained = await fit(
      sequential(dense(1)),
      { x: rows, y },
      {
        loss: hinge,
        optimizer: adam({ rate: 0.1 }),
        epochs: 40,
        metrics: [accuracy, rocAuc],
        validation: 0.2,
        seed: 1,
      },
    );
    const { metrics, validation } = trained.history.at(-1)!;
    expect(metrics.accuracy).toBeGreaterThan(0.95);
    expect(metrics.rocAuc).toBeGreaterThan(0.99);
    expect(validation!.metrics.accuracy).toBeGreaterThan(0.9);
    expect((await trained.evaluate({ x: rows, y })).metrics.accuracy).toBeGreaterThan(0.95);
  });
});
