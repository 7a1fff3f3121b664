import {
  accuracy,
  constantInitializer,
  conv2d,
  createMetric,
  dense,
  f1,
  fit,
  type Link,
  meanSquaredError,
  r2,
  rocAuc,
  sequential,
  sgd,
  sigmoid,
  sigmoidCrossEntropy,
  sparseSoftmaxCrossEntropy,
  type TrainOptions,
  train,
  type Values,
} from "@kaviar/nn";
import { tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";

const x = Array.from({ length: 64 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
const several = x.map(([a, b]) => [a! > 0 ? 1 : 0, b! > 0 ? 1 : 0, a! + b! > 0 ? 1 : 0]);
const still = { optimizer: sgd({ rate: 1e-30 }), epochs: 1 } as const;

describe("metrics of several labels a row", () => {
  it("look at each label by itself: accuracy and F1 as counted by hand over rows × labels", async () => {
    const options = {
      ...still,
      loss: sigmoidCrossEntropy,
      metrics: [accuracy, f1, rocAuc],
      validation: { x, y: several },
    };
    const trained = await fit(dense(3), { x, y: several }, options);
    const said = [...(await (await trained.predict(x)).data())].map((logit) => (logit > 0 ? 1 : 0));
    const labels = several.flat();
    const right = said.filter((each, i) => each === labels[i]).length;
    const both = said.filter((each, i) => each === 1 && labels[i] === 1).length;
    const some = said.filter((each) => each === 1).length + labels.filter((each) => each === 1).length;
    const { metrics, validation } = trained.history[0]!;
    expect(metrics.accuracy).toBeCloseTo(right / labels.length, 12);
    expect(metrics.f1).toBeCloseTo((2 * both) / some, 12);
    expect(validation!.metrics).toEqual(metrics);
    expect((await trained.evaluate({ x, y: several })).metrics).toEqual(metrics);
  });

  it("look at the pixels of masks [N, 1, H, W]", async () => {
    const numbers = Float32Array.from({ length: 8 * 36 }, (_, i) => Math.sin(i));
    const data = {
      x: tensor(numbers, { shape: [8, 1, 6, 6] }),
      y: tensor(
        numbers.map((each) => (each > 0 ? 1 : 0)),
        { shape: [8, 1, 6, 6] },
      ),
    };
    const model = conv2d(1, 1, { initializer: constantInitializer(1) });
    const { history } = await fit(model, data, { ...still, loss: sigmoidCrossEntropy, metrics: [accuracy] });
    expect(history[0]!.metrics.accuracy).toBe(1);
  });

  it("stay those of classes where each row has exactly one label", async () => {
    const y = x.map(([a]) => (a! > 0 ? [1, 0] : [0, 1]));
    const own = createMetric("columns", "lower", accuracy.about, (prediction) => (prediction as Values).shape[1]!);
    const { history } = await fit(dense(2), { x, y }, { ...still, loss: sigmoidCrossEntropy, metrics: [own] });
    expect(history[0]!.metrics.columns).toBe(2);
  });
});

describe("a metric that does not fit is refused before the first step", () => {
  const y = Float32Array.from(x, ([a, b]) => 2 * a! - b!);
  const classes = Int32Array.from(x, ([a]) => (a! > 0 ? 1 : 0));
  it.each<[string, Parameters<typeof fit>[0], object, TrainOptions, RegExp]>([
    [
      "accuracy of a regression",
      dense(1),
      { x, y },
      { loss: meanSquaredError, metrics: [accuracy] },
      /needs targets that are integers/,
    ],
    [
      "r2 of classes",
      dense(2),
      { x, y: classes },
      { loss: sparseSoftmaxCrossEntropy, metrics: [r2] },
      /r2 needs a target for each prediction/,
    ],
  ])("%s", async (_, model, data, options, message) => {
    let steps = 0;
    const counting = {
      ...sgd(),
      update: (...given: Parameters<Link["update"]>) => {
        steps++;
        return sgd().update(...given);
      },
    };
    await expect(fit(model, data as never, { ...options, optimizer: counting })).rejects.toThrow(message);
    expect(steps).toBe(0);
  });

  it("and one that fits goes on, whatever the last layer is", async () => {
    const model = sequential(dense(1), sigmoid);
    for await (const { metrics } of train(
      model,
      { x, y: classes },
      { loss: meanSquaredError, metrics: [accuracy], epochs: 1 },
    ))
      expect(metrics.accuracy).toBeGreaterThan(0);
  });
});
