import { compile, data, key, normal, type Tensor, tensor, valueAndGrad } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import {
  additiveAttention,
  attend,
  attentionWeights,
  multiHeadAttention,
  positionalEmbedding,
  positionalEncoding,
  rotary,
} from "../../../src/layers/attention/index.ts";
import { sequential } from "../../../src/layers/combinators/sequential.ts";
import type { Context, Layer } from "../../../src/layers/contract/layer.ts";
import { prelu } from "../../../src/layers/core/prelu.ts";
import { transformerBlock, transformerDecoderBlock } from "../../../src/layers/transformer/index.ts";
import { listParameters, type Parameters } from "../../../src/parameters/parameters.ts";
import { layerFrom, layerToJson } from "../../../src/registry/registry.ts";
import { counted, expectNear, type Listed, readRecorded, toTensors } from "../../recorded.ts";

/** By record.py, PyTorch in float64. */
const recorded =
  readRecorded<Readonly<Record<string, { readonly params: object; readonly y: Listed; readonly gradients: object }>>>(
    "layers/attention",
  );

const at = (context: Partial<Context> = {}): Context => ({ training: false, key: key(0), path: "", ...context });
const maskOf = (lengths: readonly number[], length: number) =>
  tensor(lengths.map((n) => Array.from({ length }, (_, t) => (t < n ? 1 : 0)))).cast("bool");
const mask = maskOf([4, 2], 4);
const sizes = { heads: 2, hidden: 8 };

type Signals = Readonly<Record<string, Tensor>>;
const own = (signals: Signals) => signals.x!;
const whole = (signals: Signals) => signals;
const cases: Readonly<Record<string, readonly [Layer<never>, (signals: Signals) => unknown, Partial<Context>?]>> = {
  plain: [multiHeadAttention(2), own],
  causal: [multiHeadAttention(2, { causal: true }), own],
  masked: [multiHeadAttention(2), own, { mask }],
  cross: [multiHeadAttention(2), whole],
  before: [transformerBlock(sizes), own],
  after: [transformerBlock({ ...sizes, norm: "after", causal: true }), own],
  decoderBefore: [transformerDecoderBlock(sizes), whole],
  decoderAfter: [transformerDecoderBlock({ ...sizes, norm: "after" }), whole],
  grouped: [multiHeadAttention(2, { keyHeads: 1, causal: true }), own],
  additive: [
    additiveAttention(5) as Layer<never>,
    (signals) => ({
      ...signals,
      mask: tensor([
        [1, 1, 1],
        [1, 1, 0],
      ]).cast("bool"),
    }),
  ],
};

describe("attention and transformer blocks make what PyTorch makes, and have its gradients", () => {
  it.each(Object.keys(cases))("%s", async (name) => {
    const [layer, signal, context] = cases[name]!;
    const { y, gradients, ...given } = recorded[name]!;
    const run = ({ params, ...signals }: { params: Parameters }) =>
      layer.apply(params, {}, signal(signals as unknown as Signals) as never, at(context)).y;
    const lossOf = (inputs: { params: Parameters }) => {
      const made = run(inputs);
      return made.mul(counted(made, Math.cos)).sum();
    };
    const inputs = toTensors(given) as unknown as { params: Parameters };
    const [, gradient] = valueAndGrad(lossOf)(inputs);
    expectNear(await data({ y: run(inputs), gradient }), { y, gradient: gradients }, 1e-5);
  });
});

it("what init makes fits what apply takes", async () => {
  const block = transformerDecoderBlock({ ...sizes, rotary: true, heads: 3 });
  const made = (block as Layer<never>).init(key(1), { x: [4, 6], memory: [3, 5] } as never);
  const x = { x: normal(key(2), [2, 4, 6]), memory: normal(key(3), [2, 3, 5]), memoryMask: maskOf([3, 1], 3) };
  expect(block.apply(made.params, made.state, x, at()).y.shape).toEqual([2, 4, 6]);
  expect(made.outputShape).toEqual([4, 6]);
  // Of each head: 2 · 4 · S scores and sums; of each projection its weights, at each step of what it projects.
  const [self, cross] = [4 * (4 * 36) + 2 * 4 * 4 * 6, 2 * 4 * 36 + 2 * 3 * 30 + 2 * 4 * 3 * 6];
  expect(made.multiplyAdds).toBe(self + cross + 4 * 2 * 48);
  const narrow = multiHeadAttention(4, { width: 10, keyWidth: 3, bias: false });
  const { params, outputShape } = narrow.init(key(1), [4, 6]);
  expect(outputShape).toEqual([4, 10]);
  expect(narrow.apply(params, {}, x.x, at()).y.shape).toEqual([2, 4, 10]);
  expect(Object.keys(params.query!)).toEqual(["weight"]);
});

it("causal: what comes out at step t does not depend on later steps", async () => {
  const block = transformerBlock({ ...sizes, causal: true });
  const { params } = block.init(key(1), [5, 6]);
  const x = normal(key(2), [1, 5, 6]);
  const changed = x.slice([], [0, 3]).concat(normal(key(3), [1, 2, 6]), 1);
  const [before, after] = await data([x, changed].map((each) => block.apply(params, {}, each, at()).y));
  expect(before!.slice(0, 18)).toEqual(after!.slice(0, 18));
  expect(before!.slice(18)).not.toEqual(after!.slice(18));
});

it("a masked suffix changes nothing before it: 1e-6", async () => {
  const block = transformerBlock(sizes);
  const { params } = block.init(key(1), [5, 6]);
  const x = normal(key(2), [1, 5, 6]);
  const { long, short } = await data({
    long: block.apply(params, {}, x, at({ mask: maskOf([3], 5) })).y,
    short: block.apply(params, {}, x.slice([], [0, 3]), at()).y,
  });
  expectNear(long.slice(0, 18), { shape: [18], data: [...short] }, 1e-6);
});

it("attention weights sum to 1, and are even where a query may look at nothing", async () => {
  const nothing = tensor([[0, 0, 0]]).cast("bool");
  const q = normal(key(1), [1, 3, 4]);
  const { weights, blind, mean, value } = await data({
    weights: attentionWeights(q, q, { causal: true }).sum(-1),
    blind: attend(q, q, q, { mask: nothing }).slice(0, 0),
    mean: q.mean(1).slice(0),
    value: attentionWeights(q, q, { causal: true }).slice(0, 0),
  });
  expectNear(
    { weights, blind },
    { weights: { shape: [3], data: [1, 1, 1] }, blind: { shape: [4], data: [...mean] } },
    1e-6,
  );
  expect([...value]).toEqual([1, 0, 0]);
});

it("rotary products depend on distances alone, and rotation keeps lengths", async () => {
  const q = normal(key(1), [4]);
  const k = normal(key(2), [4]);
  const at = (x: Tensor) => rotary(x.broadcastTo([6, 4]));
  const { products, size, original } = await data({
    products: at(q).matmul(at(k).transpose()),
    size: at(q).square().sum(-1),
    original: q.square().sum(),
  });
  for (const t of [1, 2, 3]) {
    expect(Math.abs(products[t * 6 + t + 2]! - products[2]!)).toBeLessThan(1e-5);
    expect(Math.abs(size[t]! - original[0]!)).toBeLessThan(1e-5);
  }
});

it("sinusoidal positions: step 1 of 4 features is sin 1, cos 1, sin 0.01, cos 0.01", async () => {
  const y = await positionalEncoding()
    .apply(
      {},
      {},
      tensor([
        [
          [0, 0, 0, 0],
          [1, 1, 1, 1],
        ],
      ]),
      at(),
    )
    .y.data();
  const row = [Math.sin(1), Math.cos(1), Math.sin(0.01), Math.cos(0.01)].map((wave) => 1 + wave);
  expectNear(y, { shape: [2, 4], data: [0, 1, 0, 1, ...row] }, 1e-6);
});

it("learned positions add their first rows", async () => {
  const layer = positionalEmbedding(5);
  const { params, outputShape } = layer.init(key(1), [3, 2]);
  const { y, weight } = await data({
    y: layer.apply(params, {}, normal(key(2), [1, 3, 2]).mul(0), at()).y,
    weight: params.weight as Tensor,
  });
  expect([...y]).toEqual([...weight.slice(0, 6)]);
  expect(outputShape).toEqual([3, 2]);
  expect(() => layer.init(key(1), [6, 2])).toThrow("at most 5 steps: got examples of shape [6, 2]");
});

it("dropout is drawn from the key and absent at prediction; without it training predicts", async () => {
  const run = (dropout: number, context: Partial<Context>) => {
    const block = transformerBlock({ ...sizes, dropout });
    const { params, state } = block.init(key(1), [5, 6]);
    return block.apply(params, state, normal(key(2), [2, 5, 6]), at(context)).y;
  };
  const found = await data({
    first: run(0.3, { training: true, key: key(5) }),
    again: run(0.3, { training: true, key: key(5) }),
    other: run(0.3, { training: true, key: key(6) }),
    predicted: run(0.3, {}),
    bare: run(0, {}),
    trained: run(0, { training: true }),
  });
  expect(found.first).toEqual(found.again);
  expect(found.first).not.toEqual(found.other);
  expect(found.predicted).toEqual(found.bare);
  expect(found.trained).toEqual(found.bare);
});

it("a stack is exported for any number of sequences", async () => {
  const model = sequential(
    positionalEncoding(),
    transformerBlock({ ...sizes, rotary: true, heads: 3 }),
    positionalEmbedding(4),
  );
  const { params } = model.init(key(1), [4, 6]);
  const predict = compile((x: Tensor) => model.apply(params, {}, x, at()).y);
  const bytes = await predict.toOnnx([normal(key(2), [2, 4, 6])], { batch: true });
  const ort = await import("onnxruntime-node");
  const session = await ort.InferenceSession.create(bytes);
  const x = normal(key(3), [7, 4, 6]);
  const given = await data({ x, y: predict(x) });
  const { output } = await session.run({ input: new ort.Tensor("float32", given.x, [7, 4, 6]) });
  expect(output!.dims).toEqual([7, 4, 6]);
  expectNear(output!.data, { shape: [], data: [...given.y] }, 1e-5);
});

it("a block comes back from a file with its options and activation, and may bend by a learned one", async () => {
  const block = transformerBlock({ ...sizes, activation: prelu(), causal: true, norm: "after", dropout: 0.1 });
  const again = layerFrom(JSON.parse(JSON.stringify(layerToJson(block)))) as Layer;
  const { params, state } = block.init(key(1), [5, 6]);
  expect(listParameters(params).map(({ path }) => path)).toContain("feedForward/activation/slope");
  const x = normal(key(2), [2, 5, 6]);
  const run = (layer: Layer) => layer.apply(params, state, x, at({ training: true })).y;
  const { first, second } = await data({ first: run(block), second: run(again) });
  expect(second).toEqual(first);
});

it("refuses what cannot be, and says what can", () => {
  expect(() => multiHeadAttention(4).init(key(0), [5, 6])).toThrow(
    "multiHeadAttention needs a width that 4 heads share evenly: got 6.",
  );
  expect(() => multiHeadAttention(2, { rotary: true }).init(key(0), [5, 6])).toThrow(
    "an even number of features a head for rotary: got 3.",
  );
  expect(() => multiHeadAttention(2).init(key(0), [6])).toThrow("got a query of examples [6]");
  expect(() => transformerBlock({ heads: 2, hidden: 8, norm: "between" as never })).toThrow(
    '`norm` of transformerBlock must be "before" or "after": got "between"',
  );
});
