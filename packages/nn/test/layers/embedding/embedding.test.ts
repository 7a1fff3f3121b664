import { compile, data, grad, key, normal, type Tensor, tensor } from "@kaviar/tensor";
import { expect, it } from "vitest";
import { sequential } from "../../../src/layers/combinators/sequential.ts";
import type { Context } from "../../../src/layers/contract/layer.ts";
import { dense } from "../../../src/layers/core/dense.ts";
import { embedding, oneHotEncode } from "../../../src/layers/embedding/index.ts";
import { gru } from "../../../src/layers/recurrent/index.ts";

const at: Context = { training: false, key: key(0), path: "" };
const weight = tensor([
  [0, 1],
  [10, 11],
  [20, 21],
]);

it("an embedding is a row for each number, of floats too; its gradient adds up where a word comes twice", async () => {
  const layer = embedding(3, 2);
  const words = tensor([
    [2, 0],
    [2, 1],
  ]);
  const pair = tensor([1, 2]);
  const counts = tensor([1, 2, 4, 8]).reshape([2, 2, 1]);
  const lossOf = (weight: Tensor) => layer.apply({ weight }, {}, words, at).y.mul(counts).sum();
  const found = await data({
    y: layer.apply({ weight }, {}, words.cast("int32"), at).y,
    ofFloats: layer.apply({ weight }, {}, words, at).y,
    single: layer.apply({ weight }, {}, pair, at).y,
    // dL/dW[word] is the sum of the factors at its places: 2 at (0,1) · word 1 at (1,1) is 8 · word 2 at (0,0), (1,0) is 1 + 4
    gradient: grad(lossOf)(weight),
  });
  expect([...found.y]).toEqual([20, 21, 0, 1, 20, 21, 10, 11]);
  expect(found.ofFloats).toEqual(found.y);
  expect([...found.single]).toEqual([10, 11, 20, 21]);
  expect([...found.gradient]).toEqual([2, 2, 8, 8, 5, 5]);
  expect(layer.init(key(0), [7]).outputShape).toEqual([7, 2]);
  expect(layer.init(key(0), []).outputShape).toEqual([2]);
});

it.each([3, -1, 1.5, Number.NaN])(
  "the number %d, which is no word of three, is an error of embedding and oneHotEncode",
  async (word) => {
    const words = tensor([word]);
    await expect(embedding(3, 2).apply({ weight }, {}, words, at).y.data()).rejects.toThrow(/ind/);
    await expect(oneHotEncode(3).apply({}, {}, words, at).y.data()).rejects.toThrow(/ind/);
  },
);

it("maskZero: what follows passes over the zeros", async () => {
  const model = sequential(embedding(5, 3, { maskZero: true }), gru(4), dense(2));
  const { params } = model.init(key(1), [4]);
  const run = (words: number[]) => model.apply(params, {}, tensor([words]) as Tensor, at).y;
  const { padded, bare, plain } = await data({
    padded: run([3, 1, 0, 0]),
    bare: run([3, 1]),
    plain: sequential(embedding(5, 3), gru(4), dense(2)).apply(params, {}, tensor([[3, 1, 0, 0]]) as Tensor, at).y,
  });
  expect(padded).toEqual(bare);
  expect(padded).not.toEqual(plain);
});

it("oneHotEncode puts a 1 at the place of the number", async () => {
  const classes = tensor([[2, 0]]);
  const { y } = oneHotEncode(3).apply({}, {}, classes, at);
  expect(y.shape).toEqual([1, 2, 3]);
  expect([...(await y.data())]).toEqual([0, 0, 1, 1, 0, 0]);
});

it("words in, scores out: exported for any number of sequences", async () => {
  const model = sequential(embedding(5, 3, { maskZero: true }), gru(4), dense(2));
  const { params } = model.init(key(1), [4]);
  const predict = compile((x: Tensor<"int32">) => model.apply(params, {}, x as never, at).y);
  const words = Int32Array.from({ length: 28 }, (_, i) => i % 5);
  const bytes = await predict.toOnnx([tensor(words, { shape: [7, 4] })], { batch: true });
  const ort = await import("onnxruntime-node");
  const session = await ort.InferenceSession.create(bytes);
  const { output } = await session.run({ input: new ort.Tensor("int32", words, [7, 4]) });
  expect(output!.data).toEqual(await predict(tensor(words, { shape: [7, 4] })).data());
});

it("takes an initializer", async () => {
  const ones = Object.assign((_: unknown, shape: readonly number[]) => normal(key(0), shape).mul(0).add(1), {
    about: {},
  });
  const { params } = embedding(2, 2, { initializer: ones as never }).init(key(0), [3]);
  expect([...(await (params.weight as Tensor).data())]).toEqual([1, 1, 1, 1]);
});
