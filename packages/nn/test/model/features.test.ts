import { type Tensor, tensor } from "@kaviar/tensor";
import { beforeAll, describe, expect, it } from "vitest";
import { relu } from "../../src/activations/index.ts";
import { batchNorm, conv2d, define, dense, flatten, maxPool, normalize, sequential } from "../../src/layers/index.ts";
import { sparseSoftmaxCrossEntropy } from "../../src/losses/index.ts";
import { accuracy } from "../../src/metrics/index.ts";
import { features, load, type TrainedModel } from "../../src/model/index.ts";
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

let images: Fitted;
beforeAll(async () => {
  const body = sequential({ first: conv2d(3, 3), norm: batchNorm(), on: relu });
  images = await fit(sequential({ body, pool: maxPool(2), flat: flatten, head: dense(2) }), bars(48), {
    ...options,
    epochs: 6,
  });
});

describe("features", () => {
  it("of a sequence are what the layer makes, by its path", async () => {
    const { x } = bars(5);
    const [maps, on, pooled, flat] = await Promise.all(
      ["body/first", "body", "pool", "flat"].map((path) => features(images, path).predict(x)),
    );
    expect([maps, on, pooled, flat].map((y) => y!.shape)).toEqual([
      [5, 3, 6, 6],
      [5, 3, 6, 6],
      [5, 3, 3, 3],
      [5, 27],
    ]);
    expect(Array.from(await flat!.data())).toEqual(Array.from(await pooled!.data()));
    // The convolution by hand: row 2, column 3 of the first map of image 4 (3 × 3 weights around it, padded by zeros).
    const weight = images.params.body as { first: { weight: Tensor; bias?: Tensor } };
    const w = (await weight.first.weight.array()) as number[][][][];
    const b = weight.first.bias ? ((await weight.first.bias.array()) as number[])[0]! : 0;
    let expected = b;
    for (let i = 0; i < 3; i++)
      for (let k = 0; k < 3; k++) expected += w[0]![0]![i]![k]! * x.data[4 * 36 + (1 + i) * 6 + 2 + k]!;
    expect(((await maps!.array()) as number[][][][])[4]![0]![2]![3]).toBeCloseTo(expected, 5);
    // The head of the features is the prediction.
    const head = images.params.head as { weight: Tensor; bias: Tensor };
    const whole = Array.from(await flat!.matmul(head.weight).add(head.bias).data());
    expect(await numbers(images, x)).toEqual(whole.map((v) => expect.closeTo(v, 4)));
  });

  it("hold no parameters that come later, and are a file", async () => {
    const cut = features(images, "body/norm");
    expect(Object.keys(await numbersOf(cut)).filter((path) => path.startsWith("head"))).toEqual([]);
    const again = await load(await cut.toOnnx());
    expect(await numbers(again, bars(3).x)).toEqual(await numbers(cut, bars(3).x));
  });

  it("of a graph are heard in the middle", async () => {
    const graph = define({ encoder: sequential({ low: dense(4), on: relu }), head: dense(3) }, (layers, x: Tensor) =>
      layers.head(layers.encoder(x)),
    );
    const trained = await fit(graph as never, clusters(30), { ...options, epochs: 2 });
    const { x } = clusters(4);
    const code = await features(trained, "encoder/on").predict(x);
    const own = trained.params as never as { encoder: { low: { weight: Tensor; bias: Tensor } } };
    const expected = tensor(x).matmul(own.encoder.low.weight).add(own.encoder.low.bias).relu();
    expect(Array.from(await code.data())).toEqual(Array.from(await expected.data()).map((v) => expect.closeTo(v, 5)));
    expect((await features(trained, "encoder").predict(x)).shape).toEqual([4, 4]);
    await expect(features(trained, "decoder").predict(x)).rejects.toThrow(
      /There is no layer "decoder" in this model\.\nThere is .*encoder\/low/,
    );
  });
});

describe("transfer", () => {
  it("of a frozen body leaves it to the bit, its running averages and what it normalizes by, while the head learns", async () => {
    const source = await fit(
      sequential({ scale: normalize(), low: dense(8), norm: batchNorm(), on: relu, out: dense(3) }),
      clusters(60),
      { ...options, epochs: 15 },
    );
    const body = features(source, "on");
    // The same clusters elsewhere, with other names.
    const moved = {
      x: clusters(60).x.map(([a, b]) => [a! + 0.5, b!]),
      y: clusters(60).y.map((label) => (label === "low" ? "a" : "b")),
    };
    const optimizer = chain(adam({ rate: 0.05 }), freeze(under("body")));
    const model = await fit(sequential({ body, head: dense(2) }), moved, { ...options, optimizer, epochs: 20 });
    const [before, after] = [await numbersOf(body), await numbersOf(model)];
    for (const [path, values] of Object.entries(before)) expect(after[`body/${path}`], path).toEqual(values);
    expect(model.history[0]!.loss - model.history.at(-1)!.loss).toBeGreaterThan(0.2);
    expect(model.history.at(-1)!.metrics.accuracy).toBeGreaterThan(0.9);
    // Not frozen, weights and averages move; what it normalizes by stays.
    const free = await numbersOf(await fit(sequential({ body, head: dense(2) }), moved, { ...options, epochs: 1 }));
    expect(free["body/low/weight"]).not.toEqual(before["low/weight"]);
    expect(free["body/norm/mean"]).not.toEqual(before["norm/mean"]);
    expect(free["body/scale/mean"]).toEqual(before["scale/mean"]);
  });

  it("shows the layers inside of what was trained to whoever looks for them", async () => {
    const model = await fit(sequential({ body: features(images, "flat"), head: dense(2) }), bars(16), {
      ...options,
      epochs: 1,
    });
    expect((await features(model, "body/pool").predict(bars(2).x)).shape).toEqual([2, 3, 3, 3]);
    const again = await load(await model.toOnnx());
    expect(await numbers(again, bars(3).x)).toEqual(await numbers(model, bars(3).x));
  });
});
