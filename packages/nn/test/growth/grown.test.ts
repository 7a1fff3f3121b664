import { data, key, type Tensor, tensor, uniform } from "@kaviar/tensor";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as nn from "../../src/index.ts";
import type { LayerLike } from "../../src/layers/contract/layer.ts";
import { createTrainedModel, type TrainedModel } from "../../src/model/trained-model.ts";
import { listParameters, mapParameters, type Parameters } from "../../src/parameters/parameters.ts";

const { sequential, dense, conv1d, conv2d, batchNorm, relu, residual, maxPool, globalAveragePool, dropout, grown } = nn;

const settled = async (
  tree: Parameters,
  change: (numbers: Float32Array, path: string) => Float32Array,
): Promise<Parameters> => {
  const all = listParameters(tree);
  const numbers = await data(all.map(({ tensor }) => tensor));
  const byPath = new Map(
    all.map(({ path, tensor: old }, i) => [
      path,
      tensor(change(numbers[i] as Float32Array, path), { shape: old.shape }),
    ]),
  );
  return mapParameters((path) => byPath.get(path)!, tree);
};

/** A model whose numbers are none of those that a model begins with: as if it had been trained. */
const trainedOf = async (layer: LayerLike, shape: readonly number[], seed = 1): Promise<TrainedModel> => {
  const { parts } = await nn.initialized(layer, shape, { seed });
  let at = seed;
  const moved = (numbers: Float32Array, path: string) =>
    numbers.map((each) => (path.endsWith("variance") ? 0.5 + Math.abs(Math.sin(at++)) : each + 0.3 * Math.sin(at++)));
  const state = await settled(parts.state as Parameters, (numbers, path) =>
    /mean|variance/.test(path) ? moved(numbers, path) : numbers,
  );
  return createTrainedModel({ ...parts, params: await settled(parts.params, moved), state: state as never });
};

const rowsOf = (shape: readonly number[], seed = 5): Tensor =>
  uniform(key(seed), [6, ...shape])
    .mul(2)
    .sub(1);

const furthest = async (a: TrainedModel, b: TrainedModel, x: Tensor): Promise<number> => {
  const [one, other] = await Promise.all(
    [a, b].map(async (model) => ((await model.predict(x as never)) as Tensor).data()),
  );
  const size = Math.max(1, ...one!.map(Math.abs));
  return Math.max(...Array.from(one!, (value, i) => Math.abs(value - other![i]!) / size));
};

const saysTheSame = async (small: LayerLike, large: LayerLike, shape: readonly number[], x = rowsOf(shape)) => {
  const trained = await trainedOf(small, shape);
  const made = await grown(trained, large);
  expect(made.layers.filter(({ how }) => how === "anew")).toEqual([]);
  expect(made.isSame).toBe(true);
  expect(await furthest(trained, made.model, x)).toBeLessThan(1e-5);
  return made;
};

const net = (width: number, depth: number): LayerLike =>
  sequential(...Array.from({ length: depth }, () => [dense(width), relu]).flat(), dense(3));

describe("a larger network", () => {
  it("with more units says the same, and its copies do not stay copies", async () => {
    const { model, layers } = await saysTheSame(net(5, 2), net(8, 2), [4]);
    expect(layers.map(({ path, how }) => [path, how])).toEqual([
      ["dense", "widened"],
      ["dense2", "widened"],
      ["dense3", "widened"],
    ]);
    const x = await rowsOf([4]).data();
    const rows = { x: tensor(Float32Array.from(x), { shape: [6, 4] }), y: [0, 1, 2, 0, 1, 2] };
    const further = await nn.fit(model, rows, {
      loss: nn.sparseSoftmaxCrossEntropy,
      optimizer: nn.adam({ rate: 0.01 }),
      epochs: 20,
    });
    const weight = nn.weightsOf(further)["dense/weight"]!;
    const numbers = await weight.data();
    const column = (unit: number) => Array.from({ length: 4 }, (_, i) => numbers[i * 8 + unit]!);
    // Units 5, 6 and 7 were copies of 0, 1 and 2.
    for (const unit of [0, 1, 2])
      expect(Math.max(...column(unit).map((w, i) => Math.abs(w - column(unit + 5)[i]!)))).toBeGreaterThan(1e-3);
  });

  it("with more layers says the same", async () => {
    const { layers } = await saysTheSame(net(5, 1), net(9, 3), [4]);
    expect(layers.map(({ how }) => how)).toEqual(["widened", "inserted", "inserted", "widened"]);
  });

  it("of convolutions says the same: wider, deeper, with larger kernels", async () => {
    const plain = (width: number, depth: number, kernel: number, share: number) =>
      sequential(
        ...[0, 1].flatMap((stage) => [
          ...(stage > 0 ? [maxPool(2)] : []),
          ...Array.from({ length: depth }, () => [conv2d(width * 2 ** stage, kernel), batchNorm(), relu]).flat(),
        ]),
        globalAveragePool(),
        ...(share > 0 ? [dropout(share)] : []),
        dense(3),
      );
    await saysTheSame(plain(3, 1, 3, 0), plain(5, 2, 5, 0.2), [2, 8, 8]);
    await saysTheSame(plain(3, 2, 3, 0.1), plain(4, 2, 3, 0), [1, 7, 6]);
  });

  it("with residual blocks says the same: wider, more of them, projected", async () => {
    const block = (width: number, stride = 1) =>
      residual(conv2d(width, 3, { stride }), batchNorm(), relu, conv2d(width, 3), batchNorm(), { shortcut: "project" });
    const resnet = (width: number, blocks: number) =>
      sequential(
        conv2d(width, 3),
        batchNorm(),
        relu,
        ...Array.from({ length: blocks }, () => [block(width), relu]).flat(),
        block(2 * width, 2),
        relu,
        ...Array.from({ length: blocks }, () => [block(2 * width), relu]).flat(),
        globalAveragePool(),
        dense(3),
      );
    const { layers } = await saysTheSame(resnet(3, 1), resnet(4, 2), [1, 8, 8]);
    expect(layers.filter(({ how }) => how === "inserted").map(({ kind }) => kind)).toEqual(["residual", "residual"]);
  });

  it("of depthwise and separable convolutions says the same", async () => {
    const mobile = (width: number, expansion: number) =>
      sequential(
        conv2d(width, 3),
        batchNorm(),
        relu,
        residual(
          conv2d(width * expansion, 1),
          batchNorm(),
          relu,
          nn.depthwiseConv2d(3),
          batchNorm(),
          relu,
          conv2d(width, 1),
          batchNorm(),
        ),
        nn.separableConv2d(2 * width, 3),
        nn.leakyRelu,
        nn.flatten,
        dense(2),
      );
    await saysTheSame(mobile(3, 2), mobile(4, 3), [1, 5, 4]);
  });

  it("of branches that are joined says the same", async () => {
    const inception = (width: number) =>
      sequential(
        nn.parallel(conv1d(width, 3), sequential(nn.maxPool(3, { stride: 1 }), conv1d(width + 1, 1))),
        nn.concatenate(),
        batchNorm(),
        relu,
        nn.parallel(dense(2 * width), sequential(dense(2 * width), nn.tanh)),
        nn.add(),
        globalAveragePool(),
        dense(2),
      );
    await saysTheSame(inception(2), inception(5), [7, 3]);
  });

  it("of recurrent layers says the same", async () => {
    const walk = (units: number, last: number) =>
      sequential(
        nn.lstm(units, { sequence: true }),
        nn.bidirectional(nn.gru(units, { sequence: true })),
        dropout(0.1),
        nn.simpleRnn(last, { reverse: true }),
        dense(2),
      );
    await saysTheSame(walk(3, 4), walk(5, 6), [6, 2]);
  });

  it("of words says the same, with longer vectors and more words", async () => {
    const words = (vocabulary: number, width: number) =>
      sequential(nn.embedding(vocabulary, width, { maskZero: true }), nn.positionalEmbedding(9), nn.gru(4), dense(2));
    const x = tensor(
      [
        [1, 2, 3, 0],
        [4, 5, 0, 0],
      ],
      { dtype: "int32" },
    ) as unknown as Tensor;
    await saysTheSame(words(6, 3), words(9, 7), [4], x);
  });

  it("of transformer blocks says the same: more of them, with more hidden units", async () => {
    const vit = (hidden: number, depth: number) =>
      sequential(
        conv2d(4, 2, { stride: 2 }),
        nn.reshape([4, 9]),
        nn.permute([2, 1]),
        nn.positionalEmbedding(9),
        ...Array.from({ length: depth }, () => nn.transformerBlock({ heads: 2, hidden })),
        nn.layerNorm(),
        globalAveragePool(),
        dense(2),
      );
    const { layers } = await saysTheSame(vit(5, 1), vit(8, 3), [1, 6, 6]);
    expect(layers.filter(({ kind }) => kind === "transformerBlock").map(({ how }) => how)).toEqual([
      "widened",
      "inserted",
      "inserted",
    ]);
  });

  it("keeps the mean and deviation of layer norm where there are as many copies of each unit, and says so where not", async () => {
    const normed = (width: number) => sequential(dense(width), nn.layerNorm(), nn.gelu, dense(2));
    await saysTheSame(normed(3), normed(6), [4]);
    const { isSame, layers } = await grown(await trainedOf(normed(3), [4]), normed(4));
    expect(isSame).toBe(false);
    expect(layers.find(({ how }) => how === "anew")).toEqual({
      path: "layerNorm",
      kind: "layerNorm",
      how: "anew",
      why: "It looks at all features at once, and copies of some would change what it sees.",
    });
  });

  it("says the same whatever its widths and depths", async () => {
    const widths = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 4 }), fc.boolean()), {
      minLength: 1,
      maxLength: 3,
    });
    const built = (stages: readonly (readonly [number, number, boolean])[], more: 0 | 1) =>
      sequential(
        ...stages.flatMap(([width, extra, hasNorm]) => {
          const filters = width + more * extra;
          const one = () => [conv2d(filters, 3), ...(hasNorm ? [batchNorm()] : []), relu];
          return [...one(), ...(more ? one() : [])];
        }),
        nn.flatten,
        dense(2),
      );
    await fc.assert(
      fc.asyncProperty(
        widths,
        async (stages) => void (await saysTheSame(built(stages, 0), built(stages, 1), [1, 4, 3])),
      ),
      { numRuns: 6 },
    );
  });

  it("changes nothing in training either where new batch norms have seen rows", async () => {
    const plain = (depth: number) =>
      sequential(
        ...Array.from({ length: depth }, () => [conv1d(4, 3), batchNorm(), relu]).flat(),
        globalAveragePool(),
        dense(2),
      );
    const x = uniform(key(3), [64, 12, 2]);
    const options = { loss: nn.meanSquaredError, optimizer: nn.adam({ rate: 0.01 }), epochs: 60, batchSize: 64 };
    const trained = await nn.fit(plain(1), { x, y: x.mean(1).square() }, options);
    const { model } = await grown(trained, plain(2), { rows: x });
    expect(await furthest(trained, model, x)).toBeLessThan(1e-5);
    const context = { training: true, key: key(0), path: "" };
    const says = async ({ parts: { layer, params, state } }: TrainedModel) =>
      (nn.applyLayer(layer, params, state, x, context).y as Tensor).data();
    const [before, after] = [await says(trained), await says(model)];
    const blind = await says((await grown(trained, plain(2))).model);
    const distance = (a: ArrayLike<number>) => Math.max(...Array.from(before, (value, i) => Math.abs(value - a[i]!)));
    expect(distance(after)).toBeLessThan(0.25 * distance(blind));
  });

  it("says of each layer that begins anew why it does", async () => {
    const trained = await trainedOf(sequential(dense(4), relu, dense(3)), [3]);
    const smaller = await grown(trained, sequential(dense(2), relu, dense(3)));
    expect(smaller.isSame).toBe(false);
    expect(smaller.layers[0]).toMatchObject({ path: "dense", how: "anew" });
    const bent = await grown(trained, sequential(dense(4), nn.tanh, dense(3)));
    expect(bent.layers.filter(({ how }) => how === "anew").map(({ path }) => path)).toEqual(["tanh", "relu"]);
  });

  it("refuses other outputs, and what is no trained model", async () => {
    const trained = await trainedOf(net(3, 1), [4]);
    await expect(grown(trained, sequential(dense(5)))).rejects.toThrow(/got outputs \[5\] after \[3\]/);
    await expect(grown(net(3, 1) as never, net(4, 1))).rejects.toThrow(/takes a model that has been trained/);
    await expect(grown(trained, dense(3))).rejects.toThrow(/the same kind/);
  });
});
