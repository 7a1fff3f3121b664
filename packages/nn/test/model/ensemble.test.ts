import { beforeAll, describe, expect, it } from "vitest";
import { relu } from "../../src/activations/index.ts";
import { batchNorm, conv2d, dense, flatten, maxPool, sequential } from "../../src/layers/index.ts";
import { meanSquaredError, sparseSoftmaxCrossEntropy } from "../../src/losses/index.ts";
import { accuracy } from "../../src/metrics/index.ts";
import { ensemble, load, type TrainedModel } from "../../src/model/index.ts";
import { adam, chain, freeze } from "../../src/optimizers/index.ts";
import { under } from "../../src/parameters/index.ts";
import { type Fitted, fit } from "../../src/training/index.ts";
import { numbersOf } from "../training/numbers.ts";
import { bars, clusters } from "./examples.ts";

const options = {
  loss: sparseSoftmaxCrossEntropy,
  optimizer: adam({ rate: 0.02 }),
  batchSize: 16,
  metrics: [accuracy],
};
const numbers = async (model: TrainedModel, x: Parameters<TrainedModel["predict"]>[0]) =>
  Array.from(await (await model.predict(x)).data());

let _images: Fitted;
beforeAll(async () => {
  const body = sequential({ first: conv2d(3, 3), norm: batchNorm(), on: relu });
  _images = await fit(sequential({ body, pool: maxPool(2), flat: flatten, head: dense(2) }), bars(48), {
    ...options,
    epochs: 6,
  });
});

describe("an ensemble", () => {
  it("says the mean of the probabilities of its models, as logits, and is a file", async () => {
    const models = await Promise.all(
      [1, 2, 3].map((seed) => fit(sequential(dense(3)), clusters(45), { ...options, epochs: 3, seed })),
    );
    const together = ensemble(models);
    const { x, y } = clusters(12);
    const each = await Promise.all(
      models.map(async (model) => Array.from(await (await model.predict(x)).softmax(-1).data())),
    );
    const mean = each[0]!.map((_, i) => expect.closeTo((each[0]![i]! + each[1]![i]! + each[2]![i]!) / 3, 5));
    expect(Array.from(await (await together.predict(x)).softmax(-1).data())).toEqual(mean);
    const { loss } = await together.evaluate({ x, y });
    const losses = await Promise.all(models.map(async (model) => (await model.evaluate({ x, y })).loss));
    // −log is convex: the mean of probabilities does no worse than the mean of losses. (Jensen)
    expect(loss).toBeLessThanOrEqual(losses.reduce((sum, each) => sum + each, 0) / 3 + 1e-6);
    const again = await load(await together.toOnnx());
    expect(await numbers(again, x)).toEqual((await numbers(together, x)).map((v) => expect.closeTo(v, 5)));
    expect(again.classes).toEqual(["low", "mid", "top"]);
  });

  it("of regressions says the mean, and is part of another model", async () => {
    const data = {
      x: [
        [1, 0],
        [0, 1],
        [1, 1],
      ],
      y: [1, 2, 3],
    };
    const models = await Promise.all(
      [1, 2].map((seed) => fit(sequential(dense(1)), data, { loss: meanSquaredError, epochs: 1, seed })),
    );
    const together = ensemble(models);
    const [a, b] = await Promise.all(models.map((model) => numbers(model, data.x)));
    expect(await numbers(together, data.x)).toEqual(a!.map((v, i) => expect.closeTo((v + b![i]!) / 2, 6)));
    const above = await fit(sequential({ body: together, head: dense(1) }), data, {
      loss: meanSquaredError,
      epochs: 1,
      optimizer: chain(adam(), freeze(under("body"))),
    });
    expect((await numbersOf(above))["body/model2/dense/weight"]).toEqual((await numbersOf(models[1]!))["dense/weight"]);
  });

  it("is of models that are alike", async () => {
    const narrow = await fit(sequential(dense(1)), { x: [[1]], y: [1] }, { loss: meanSquaredError, epochs: 1 });
    const wide = await fit(sequential(dense(1)), { x: [[1, 2]], y: [1] }, { loss: meanSquaredError, epochs: 1 });
    expect(() => ensemble([narrow, wide])).toThrow(/must take the same inputs .*\[1\] and \[2\]/);
    expect(() => ensemble([])).toThrow(/at least one model: got none/);
  });
});
