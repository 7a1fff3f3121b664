import { type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { digits } from "../../../../examples/data/digits.ts";
import { twoMoons } from "../../../../examples/data/generated.ts";
import { iris } from "../../../../examples/data/iris.ts";
import { wine } from "../../../../examples/data/wine.ts";
import { relu, tanh } from "../../src/activations/index.ts";
import {
  batchNorm,
  conv2d,
  cosineBetween,
  define,
  dense,
  embedding,
  flatten,
  gru,
  layerNorm,
  lstm,
  maxPool,
  normalize,
  positionalEncoding,
  sampling,
  sequential,
  transformerBlock,
} from "../../src/layers/index.ts";
import { meanSquaredError, sigmoidCrossEntropy, sparseSoftmaxCrossEntropy } from "../../src/losses/index.ts";
import { accuracy } from "../../src/metrics/index.ts";
import { load } from "../../src/model/index.ts";
import { adam, chain, clipByGlobalNorm } from "../../src/optimizers/index.ts";
import { cosine } from "../../src/schedules/index.ts";
import { createRandom, holdout } from "../../src/splits/index.ts";
import { type Fitted, fit, type TrainOptions } from "../../src/training/index.ts";

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
const held = ({ history }: Fitted) => history.at(-1)!.validation!;
const classified = { loss: sparseSoftmaxCrossEntropy, metrics: [accuracy] };

describe("softmax regression on rows it has not seen", () => {
  // Scikit-learn's tables; published logistic regressions reach 0.95 to 0.98 on both.
  it.each([
    ["iris", iris()],
    ["wine", wine()],
  ] as const)("is right on %s in 95 of 100, in the median of five splits", async (_, { x, y }) => {
    const scores: number[] = [];
    for (const seed of [0, 1, 2, 3, 4]) {
      const options = {
        ...classified,
        optimizer: adam({ rate: 0.05 }),
        epochs: 60,
        batchSize: 16,
        validation: 0.3,
        seed,
      };
      scores.push(held(await fit(sequential(normalize(), dense(3)), { x, y }, options)).metrics.accuracy!);
    }
    expect(median(scores)).toBeGreaterThanOrEqual(0.95);
  });
});

describe("a hidden layer", () => {
  it("learns XOR, which no line can", async () => {
    const data = {
      x: [
        [0, 0],
        [0, 1],
        [1, 0],
        [1, 1],
      ],
      y: [0, 1, 1, 0],
    };
    const options: TrainOptions = {
      ...classified,
      optimizer: adam({ rate: 0.05 }),
      epochs: 200,
      batchSize: "all",
      seed: 3,
    };
    const [net, line] = [
      await fit(sequential(dense(8), tanh, dense(2)), data, options),
      await fit(sequential(dense(2)), data, options),
    ];
    expect(net.history.at(-1)!.metrics.accuracy).toBe(1);
    expect(net.history.at(-1)!.loss).toBeLessThan(0.05);
    // At most three of the four corners lie right of a line; the best it can say is ½ each, a loss of ln 2.
    expect((await line.evaluate(data)).metrics.accuracy).toBeLessThanOrEqual(0.75);
    expect(line.history.at(-1)!.loss).toBeGreaterThan(Math.LN2 - 1e-4);
  });

  it("parts two moons", async () => {
    const options = { ...classified, optimizer: adam({ rate: 0.02 }), epochs: 60, batchSize: 32 };
    const net = await fit(
      sequential(dense(16), relu, dense(16), relu, dense(2)),
      twoMoons({ rows: 300, noise: 0.15, seed: 1 }),
      options,
    );
    const { metrics } = await net.evaluate(twoMoons({ rows: 300, noise: 0.15, seed: 2 }));
    expect(metrics.accuracy).toBeGreaterThanOrEqual(0.97);
  });
});

describe("on handwritten digits", () => {
  const { x, y } = digits();
  const pixels = { data: x.data, shape: [1797, 64] };

  it("a small convolutional net is right in 985 of 1000 that it has not seen, in the median of five splits and seeds", async () => {
    const model = sequential(
      conv2d(16, 3),
      batchNorm(),
      relu,
      maxPool(2),
      conv2d(32, 3),
      batchNorm(),
      relu,
      maxPool(2),
      flatten,
      dense(10),
    );
    const scores: number[] = [];
    let first: Fitted | undefined;
    for (const seed of [0, 1, 2, 3, 4]) {
      const options = {
        ...classified,
        optimizer: adam({ rate: cosine({ peak: 3e-3 }) }),
        epochs: 20,
        batchSize: 64,
        validation: 0.2,
        seed,
      };
      const trained = await fit(model, { x, y }, options);
      first ??= trained;
      scores.push(held(trained).metrics.accuracy!);
    }
    expect(median(scores)).toBeGreaterThanOrEqual(0.985);
    // The file says the same as the model.
    const again = await load(await first!.toOnnx());
    const some = { data: x.data.subarray(0, 100 * 64), shape: [100, 1, 8, 8] };
    expect(Array.from(await (await again.predict(some)).data())).toEqual(
      Array.from(await (await first!.predict(some)).data()),
    );
  });

  it("an autoencoder of eight numbers keeps most of the picture", async () => {
    const net = await fit(
      sequential(dense(48), relu, dense(8), dense(48), relu, dense(64)),
      { x: pixels },
      { loss: meanSquaredError, optimizer: adam({ rate: 3e-3 }), epochs: 30, batchSize: 64, validation: 0.2 },
    );
    // The mean digit has a squared error of 0.0733 a pixel (the variance of the pixels), eight principal components 0.0239.
    expect(held(net).loss).toBeLessThan(0.0239);
  });

  it("a variational autoencoder does better than the mean digit, and its codes are spread about as N(0, 1)", async () => {
    // Summed over the 64 pixels and halved, so that both parts of the bound are in one unit (a deviation of 1 a pixel is ½Σe²); 25 is a deviation of 0.2.
    const bound = (prediction: Tensor, target: Tensor) =>
      prediction
        .sub(target)
        .square()
        .sum(-1)
        .mul(0.5 * 25);
    const net = await fit(
      sequential({
        encoder: sequential(dense(48), relu, dense(8)),
        sampling: sampling(),
        decoder: sequential(dense(48), relu, dense(64)),
      }),
      { x: pixels },
      { loss: bound, optimizer: adam({ rate: 3e-3 }), epochs: 30, batchSize: 64, validation: 0.2 },
    );
    // Saying the mean digit, with no divergence, is 0.0733 · 64 · 12.5 = 58.7.
    expect(held(net).loss).toBeLessThan(42);
    expect(net.history.at(-1)!.loss).toBeLessThan(42);
    const { features } = await import("../../src/model/index.ts");
    const codes = await features(net, "encoder").predict(pixels);
    // Eight features: the means of four dimensions, then the logarithms of their variances.
    const means = ((await codes.array()) as number[][]).flatMap((row) => row.slice(0, 4));
    const spread = Math.sqrt(means.reduce((sum, mean) => sum + mean ** 2, 0) / means.length);
    expect(spread).toBeGreaterThan(0.6);
    expect(spread).toBeLessThan(1.4);
  });

  it("twin encoders tell whether two pictures are of one digit", async () => {
    const split = holdout(1797, 0.3, { seed: 1, stratify: y });
    const pairs = (rows: Int32Array, count: number) => {
      const random = createRandom(count);
      const [a, b, same] = [new Float32Array(count * 64), new Float32Array(count * 64), new Float32Array(count)];
      for (let i = 0; i < count; i++) {
        const first = rows[Math.floor(random() * rows.length)]!;
        let second = first;
        // Half of the pairs are of one digit.
        while (second === first || (y[second] === y[first]) !== (i % 2 === 0))
          second = rows[Math.floor(random() * rows.length)]!;
        a.set(x.data.subarray(first * 64, first * 64 + 64), i * 64);
        b.set(x.data.subarray(second * 64, second * 64 + 64), i * 64);
        same[i] = y[first] === y[second] ? 1 : 0;
      }
      const shape = [count, 64];
      return { x: { a: { data: a, shape }, b: { data: b, shape } }, y: same };
    };
    const twins = define(
      { encoder: sequential(dense(32), relu, dense(16)), compare: cosineBetween() },
      ({ encoder, compare }, { a, b }: { a: Tensor; b: Tensor }) =>
        compare({ left: encoder(a), right: encoder(b) })
          .sub(0.5)
          .mul(10),
    );
    const net = await fit(twins as never, pairs(split.training, 2400), {
      loss: sigmoidCrossEntropy,
      metrics: [accuracy],
      optimizer: adam({ rate: 3e-3 }),
      epochs: 15,
      batchSize: 64,
    });
    const { metrics } = await net.evaluate(pairs(split.validation, 600));
    expect(metrics.accuracy).toBeGreaterThan(0.93);
  });
});

describe("on sequences", () => {
  /** Numbers and two marks, one in each half: the target is the sum of the marked ones. (Hochreiter & Schmidhuber 1997) */
  const adding = (rows: number, seed: number) => {
    const [steps, random] = [12, createRandom(seed)];
    const data = new Float32Array(rows * steps * 2);
    const sums = Float32Array.from({ length: rows }, (_, row) => {
      for (let t = 0; t < steps; t++) data[(row * steps + t) * 2] = random();
      return [Math.floor(random() * 6), 6 + Math.floor(random() * 6)].reduce((sum, t) => {
        data[(row * steps + t) * 2 + 1] = 1;
        return sum + data[(row * steps + t) * 2]!;
      }, 0);
    });
    return { x: { data, shape: [rows, steps, 2] }, y: sums };
  };

  it.each([
    ["lstm", lstm(16)],
    ["gru", gru(16)],
  ] as const)("an %s adds two numbers, with an error a tenth of that of always saying 1", async (_, layer) => {
    const options = {
      loss: meanSquaredError,
      optimizer: chain(clipByGlobalNorm(1), adam({ rate: 0.01 })),
      epochs: 25,
      batchSize: 64,
    };
    const net = await fit(sequential(layer, dense(1)), adding(1500, 1), options);
    // The variance of the sum of two uniform numbers is 1/6.
    const e = (await net.evaluate(adding(500, 2))).loss;
    expect(e).toBeLessThan(1 / 60);
  });

  it("a transformer copies what it has read after a mark", async () => {
    // Four letters, a mark (0), and room for the copy: 1 … 5, 0, then the letters again, shifted by one as next tokens.
    const copying = (rows: number, seed: number) => {
      const random = createRandom(seed);
      const whole = Array.from({ length: rows }, () => {
        const letters = Array.from({ length: 4 }, () => 1 + Math.floor(random() * 5));
        return [...letters, 0, ...letters];
      });
      const x = { data: Int32Array.from(whole.flatMap((row) => row.slice(0, 8))), shape: [rows, 8] };
      // What is to be said: the copy. Before the mark any letter may come, so it is asked for the mark's own token there.
      const y = { data: Int32Array.from(whole.flatMap((row) => [0, 0, 0, 0, ...row.slice(5)])), shape: [rows, 8] };
      return { x, y };
    };
    const model = sequential(
      embedding(6, 24),
      positionalEncoding(),
      transformerBlock({ heads: 2, hidden: 48, causal: true }),
      transformerBlock({ heads: 2, hidden: 48, causal: true }),
      layerNorm(),
      dense(6),
    );
    const net = await fit(model, copying(600, 1), {
      loss: sparseSoftmaxCrossEntropy,
      optimizer: adam({ rate: cosine({ peak: 5e-3, warmup: 40 }) }),
      epochs: 20,
      batchSize: 32,
    });
    const unseen = copying(200, 2);
    const said = (await (await net.predict(unseen.x)).argmax(-1).data()) as Int32Array;
    const wrong = said.reduce((sum, letter, i) => sum + (letter === unseen.y.data[i] ? 0 : 1), 0);
    // Guessing the copy is right one time in five.
    expect(wrong / (200 * 4)).toBeLessThan(0.02);
    expect(tensor(said).shape).toEqual([1600]);
  });
});
