import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Tensor, tensor } from "@kaviar/tensor";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as nn from "../../src/index.ts";
import {
  batchNorm,
  bidirectional,
  channelsFirst,
  conv1d,
  conv2d,
  conv3d,
  convLstm2d,
  convTranspose1d,
  convTranspose2d,
  convTranspose3d,
  dense,
  depthwiseConv1d,
  depthwiseConv2d,
  embedding,
  flatten,
  globalAveragePool,
  groupNorm,
  gru,
  gruCell,
  initialized,
  type LayerLike,
  layerNorm,
  loadWeights,
  lstm,
  multiHeadAttention,
  permute,
  prelu,
  relu,
  residual,
  rnn,
  saveWeights,
  separableConv1d,
  separableConv2d,
  sequential,
  simpleRnn,
  transformerBlock,
  weightsOf,
} from "../../src/index.ts";

interface Recorded {
  readonly models: Readonly<Record<string, { readonly x: number[][]; readonly shape: number[]; readonly y: number[] }>>;
}

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const { models } = JSON.parse(await readFile(path("recorded.json"), "utf8")) as Recorded;
const numbersOf = async (y: Tensor): Promise<number[]> => Array.from(await y.data());
const sequence = { sequence: true };
const steps = [5, 3];

const cases: Readonly<Record<string, readonly [LayerLike, readonly number[]]>> = {
  mlp: [sequential(dense(8, { bias: true }), batchNorm(), relu, dense(8), prelu(), layerNorm(), dense(2)), [3]],
  cnn: [
    sequential(
      conv2d(4, 3),
      groupNorm(2),
      relu,
      conv2d(4, 3, { groups: 4 }),
      relu,
      convTranspose2d(3, 4, { stride: 2 }),
      flatten,
      dense(2),
    ),
    [2, 4, 4],
  ],
  named: [
    sequential(conv2d(3, 3), batchNorm(), relu, conv2d(3, 3), batchNorm(), relu, globalAveragePool(), dense(2)),
    [1, 5, 5],
  ],
  lstm: [sequential(bidirectional(lstm(4, sequence)), bidirectional(lstm(4, sequence)), dense(2)), steps],
  gru: [sequential(gru(4, sequence), dense(2)), steps],
  rnn: [sequential(simpleRnn(4, sequence), dense(2)), steps],
  transformer: [
    sequential(transformerBlock({ heads: 2, hidden: 16 }), transformerBlock({ heads: 2, hidden: 16 })),
    [5, 8],
  ],
  words: [sequential(embedding(9, 4), dense(6), relu, dense(2)), [4]],
  half: [sequential(dense(4), relu, dense(2)), [3]],
  volumes: [sequential(conv3d(2, 3), relu, convTranspose3d(1, 2, { stride: 2 }), flatten, dense(2)), [1, 2, 2, 2]],
  "keras-signals": [
    sequential(
      depthwiseConv1d(3, { multiplier: 2 }),
      separableConv1d(4, 3),
      conv1d(2, 3),
      convTranspose1d(2, 4, { stride: 2 }),
    ),
    [6, 3],
  ],
  "keras-films": [sequential(permute([1, 4, 2, 3]), convLstm2d(3, 3), globalAveragePool(), dense(2)), [3, 4, 4, 2]],
  "keras-mlp": [
    sequential(dense(8), batchNorm({ epsilon: 1e-3 }), relu, dense(8), layerNorm({ epsilon: 1e-3 }), dense(2)),
    [3],
  ],
  "keras-cnn": [
    sequential(
      channelsFirst,
      conv2d(4, 3),
      relu,
      depthwiseConv2d(3),
      separableConv2d(3, 3),
      globalAveragePool(),
      dense(2),
    ),
    [4, 4, 2],
  ],
  "keras-recurrent": [sequential(bidirectional(lstm(4, sequence)), gru(4, sequence), simpleRnn(3), dense(2)), steps],
  "keras-attention": [sequential(embedding(9, 8), residual(multiHeadAttention(2)), dense(2)), [5]],
};

describe("a state dict of Python's", () => {
  it.each(Object.keys(cases))("%s: predicts what its framework predicts", async (name) => {
    const [layers, shape] = cases[name]!;
    const { model, missing, unused } = await loadWeights(await initialized(layers, shape), path(`${name}.safetensors`));
    expect([missing, unused.map((each) => each.name)]).toEqual([[], []]);
    const y = await model.predict(models[name]!.x);
    expect(y.shape).toEqual(models[name]!.shape);
    expect(await numbersOf(y)).toEqual(models[name]!.y.map((v) => expect.closeTo(v, 5)));
  });

  it("goes into cells as into layers", async () => {
    const layers = sequential(rnn(gruCell(4), sequence), dense(2));
    const { model } = await loadWeights(await initialized(layers, steps), path("gru.safetensors"));
    expect(await numbersOf(await model.predict(models.gru!.x))).toEqual(models.gru!.y.map((v) => expect.closeTo(v, 5)));
  });

  it("says what became of each tensor", async () => {
    const { matched } = await loadWeights(await initialized(...cases.gru!), path("gru.safetensors"));
    expect(matched).toContainEqual({
      path: "gru/inputWeight",
      from: ["net.weight_ih_l0"],
      shape: [3, 12],
      how: "r, z, n to z, r, n; transposed",
    });
    expect(matched).toContainEqual({ path: "dense/weight", from: ["head.weight"], shape: [4, 2], how: "transposed" });
  });

  it("that does not fit is an error with both sides and why, or taken as far as it fits", async () => {
    const other = await initialized(sequential(dense(8), batchNorm(), relu, dense(9), layerNorm(), dense(2)), [3]);
    await expect(loadWeights(other, path("mlp.safetensors"))).rejects.toThrow(
      /In the model without one: dense\/weight \[3, 8\].*\nIn the file and not used: 0\.bias \[8\].*\ndense is like 0, which has 0\.bias, 0\.weight for dense\/weight\. dense\(…, \{ bias: true \}\) has a bias\.(.|\n)*partial: true/,
    );
    const { model, missing } = await loadWeights(other, path("mlp.safetensors"), { partial: true });
    expect(missing.map((each) => each.path)).toContain("dense2/weight");
    expect((await model.predict([[1, 2, 3]])).shape).toEqual([1, 2]);
  });

  it("of which several modules would do is not guessed: the names say it", async () => {
    const twins = {
      "left.weight": tensor([[1, 0], [0, 1]]), // biome-ignore format: a matrix
      "left.bias": tensor([0, 0]),
      "right.weight": tensor([[0, 2], [2, 0]]), // biome-ignore format: a matrix
      "right.bias": tensor([1, 1]),
    };
    const model = await initialized(sequential(dense(2), dense(2)), [2]);
    await expect(loadWeights(model, twins)).rejects.toThrow(/dense could be left or right\./);
    const { model: told } = await loadWeights(model, twins, { names: { right: "dense", left: "dense2" } });
    expect(await numbersOf(await told.predict([[1, 3]]))).toEqual([7, 3]);
  });

  it("is asked for by names that are there, and put into models that know their shapes", async () => {
    const model = await initialized(...cases.half!);
    const file = path("half.safetensors");
    await expect(loadWeights(model, file, { names: { 9: "dense" } })).rejects.toThrow(
      /no module "9".*\nThe file has 0/,
    );
    await expect(loadWeights(model, file, { names: { 0: "fc" } })).rejects.toThrow(/no layer "fc".*\nThere are dense/);
    await expect(loadWeights(dense(3) as never, file)).rejects.toThrow(/got the layer dense\.\n.*initialized\(/);
    await expect(initialized(dense(3), 4 as never)).rejects.toThrow(/shape of one example: got 4\./);
  });

  it("is told from archives of Python's", async () => {
    const model = await initialized(...cases.half!);
    await expect(loadWeights(model, new TextEncoder().encode("PK\x03\x04 a zip file"))).rejects.toThrow(/save_file/);
    await expect(loadWeights(model, "nowhere.safetensors")).rejects.toThrow(/There is no file nowhere/);
  });
});

describe("weights", () => {
  let folder = "";
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "kaviar-weights-"));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const layers = sequential(dense(4), batchNorm(), relu, dense(2));
  const x = [[1, 2, 3], [-1, 0, 2]]; // biome-ignore format: two rows

  it("are those that a training of the same seed begins with", async () => {
    const optimizer = nn.chain(nn.sgd({ rate: 1 }), nn.freeze(nn.everything));
    const options = { loss: nn.meanSquaredError, optimizer, epochs: 1, seed: 3 };
    const frozen = await nn.fit(sequential(dense(4), relu, dense(1)), { x, y: [1, 2] }, options);
    const model = await initialized(sequential(dense(4), relu, dense(1)), [3], { seed: 3 });
    expect(await numbersOf(await model.predict(x))).toEqual(await numbersOf(await frozen.predict(x)));
    const other = await initialized(sequential(dense(4), relu, dense(1)), [3], { seed: 4 });
    expect(await numbersOf(await model.predict(x))).not.toEqual(await numbersOf(await other.predict(x)));
  });

  it("are read, written alone, shared between models, and set one by one", async () => {
    const model = await initialized(layers, [3], { seed: 1 });
    const expected = await numbersOf(await model.predict(x));
    expect(Object.keys(weightsOf(model))).toEqual([
      "dense/weight",
      "batchNorm/gamma",
      "batchNorm/beta",
      "dense2/weight",
      "dense2/bias",
      "batchNorm/mean",
      "batchNorm/variance",
    ]);
    const file = join(folder, "weights.safetensors");
    await saveWeights(model, file);
    const onnx = join(folder, "model.onnx");
    await model.save(onnx);
    for (const source of [file, onnx, await model.toOnnx(), model, weightsOf(model)]) {
      const { model: again, matched } = await loadWeights(await initialized(layers, [3]), source);
      expect(await numbersOf(await again.predict(x))).toEqual(expected);
      expect(matched.every(({ how }) => how === "as it is")).toBe(true);
    }
    await saveWeights(model, join(folder, "head.safetensors"), nn.under("dense2"));
    const { matched } = await loadWeights(model, join(folder, "head.safetensors"), { partial: true });
    expect(matched.map((each) => each.path)).toEqual(["dense2/weight", "dense2/bias"]);
    const { model: set } = await loadWeights(model, { "dense2/bias": tensor([5, 6]) }, { partial: true });
    expect((await numbersOf(await set.predict(x))).map((v, i) => v - expected[i]!)).toEqual(
      [5, 6, 5, 6].map((v) => expect.closeTo(v, 5)),
    );
  });

  it("come from a checkpoint, and go on being trained", async () => {
    const checkpoint = join(folder, "run.safetensors");
    const options = { loss: nn.meanSquaredError, epochs: 2, checkpoint };
    const trained = await nn.fit(layers, { x, y: x.map((row) => row.slice(0, 2)) }, options);
    const { model } = await loadWeights(await initialized(layers, [3]), checkpoint);
    expect(await numbersOf(await model.predict(x))).toEqual(await numbersOf(await trained.predict(x)));
    const tuned = await nn.fit(
      model,
      { x, y: x.map((row) => row.slice(0, 2)) },
      { loss: nn.meanSquaredError, epochs: 1 },
    );
    expect(tuned.history[0]!.loss).toBeLessThan(trained.history[0]!.loss);
  });

  it("of a network of PyTorch's in ONNX go into layers", async () => {
    const { model } = await loadWeights(
      await initialized(sequential(conv2d(2, 3, { padding: "valid" }), relu, flatten, dense(2)), [1, 4, 4]),
      path("../model/single.onnx"),
    );
    const { images, single } = JSON.parse(await readFile(path("../model/exports.json"), "utf8"));
    expect(await numbersOf(await model.predict(images))).toEqual(single.map((v: number) => expect.closeTo(v, 5)));
  });
});
