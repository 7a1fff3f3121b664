import { data, key, type Tensor, tensor } from "@kaviar/tensor";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluateBatch } from "../../../src/evaluation/objective.ts";
import {
  add,
  bidirectional,
  concatenate,
  conv1d,
  define,
  dense,
  embedding,
  globalAveragePool,
  globalMaxPool,
  gru,
  type Layer,
  type LayerLike,
  layerNorm,
  lstm,
  meanSquaredError,
  multiHeadAttention,
  multiply,
  parallel,
  residual,
  sequential,
  transformerBlock,
  transformerDecoderBlock,
} from "../../../src/index.ts";
import { type AnyLayer, applyLayer, type Context, initialize } from "../../../src/layers/contract/layer.ts";
import type { Parameters } from "../../../src/parameters/parameters.ts";

const at: Context = { training: false, key: key(0), path: "" };
const ints = (rows: readonly (readonly number[])[]) => tensor(rows as number[][], { dtype: "int32" });

interface Two {
  readonly a: Tensor;
  readonly b: Tensor;
}

/** One sequence padded behind, one in front and one in the middle; both inputs have as many steps. */
const tokens = {
  a: ints([
    [3, 1, 2, 0, 0],
    [1, 4, 0, 0, 0],
    [2, 2, 3, 1, 4],
  ]),
  b: ints([
    [2, 0, 0, 0, 0],
    [0, 0, 1, 2, 3],
    [1, 0, 3, 0, 2],
  ]),
};

/** What a model makes, where the row that stands for "nothing" has these values in the embedding of a and of b. */
const outputs = (model: AnyLayer, nothing: { readonly a: number; readonly b: number }) => {
  const { params, state } = initialize(model, key(4), { a: [5], b: [5] });
  const filled = (name: "a" | "b") => {
    const { weight } = params[`words${name.toUpperCase()}`] as { readonly weight: Tensor };
    const rest = weight.slice([1, weight.shape[0]!]);
    return { weight: weight.slice([0, 1]).mul(0).add(nothing[name]).concat(rest, 0) };
  };
  const changed: Parameters = { ...params, wordsA: filled("a"), wordsB: filled("b") };
  return applyLayer(model, changed, state, tokens, at).y as Record<string, Tensor>;
};

/** Largest difference of each output when what stands for "nothing" changes. */
const differences = async (model: AnyLayer): Promise<Record<string, number>> => {
  const zero = outputs(model, { a: 0, b: 0 });
  const others = [
    { a: 50, b: 0 },
    { a: 0, b: 50 },
  ].map((nothing) => outputs(model, nothing));
  const found = Object.keys(zero).map(async (name) => {
    const values = await data(others.map((other) => other[name]!.sub(zero[name]!).abs().max()));
    return [name, Math.max(...values.map(([value]) => value!))] as const;
  });
  return Object.fromEntries(await Promise.all(found));
};

const words = () => embedding(5, 4, { maskZero: true });

describe("masks in define", () => {
  it("belong to the tensor that they were made for, through operations between layers", async () => {
    const model = define(
      { wordsA: words(), wordsB: words(), readA: lstm(3), readB: gru(3), pool: globalAveragePool() },
      (layers, { a, b }: Two) => {
        const [left, right] = [layers.wordsA(a), layers.wordsB(b)];
        return { a: layers.readA(left.mul(2).tanh()), b: layers.readB(right.add(1)), mean: layers.pool(left.relu()) };
      },
    );
    expect(await differences(model)).toEqual({ a: 0, b: 0, mean: 0 });
  });

  it("join by and where two masked tensors meet, by an operation or by a layer that merges", async () => {
    const both = await tokens.a.notEqual(0).logicalAnd(tokens.b.notEqual(0)).cast("float32").array();
    const merges: Record<string, (layers: never, x: readonly Tensor[]) => Tensor> = {
      "a + b": (_, [a, b]) => a!.add(b!),
      "a ⊙ b by a layer": (layers: { readonly multiply: (x: readonly Tensor[]) => Tensor }, x) => layers.multiply(x),
      "a ++ b": (layers: { readonly join: (x: readonly Tensor[]) => Tensor }, x) => layers.join(x),
    };
    for (const merge of Object.values(merges)) {
      const model = define(
        { wordsA: words(), wordsB: words(), multiply: multiply(), join: concatenate() },
        (layers, { a, b }: Two) => {
          const x = [layers.wordsA(a), layers.wordsB(b)];
          layers.multiply(x);
          layers.join(x);
          return merge(layers as never, x);
        },
      );
      const { params } = initialize(model, key(0), { a: [5], b: [5] });
      const { mask } = model.apply(params, {}, tokens as never, at);
      expect(await mask!.cast("float32").array()).toEqual(both);
    }
  });

  it("go into a define inside of define, each to its own input, and out of it with each output", async () => {
    const inner = define({ readA: lstm(3), readB: lstm(3) }, ({ readA, readB }, { a, b }: Two) => ({
      a: readA(a),
      b: readB(b),
      same: b,
    }));
    const model = define({ wordsA: words(), wordsB: words(), inner, read: gru(2) }, (layers, { a, b }: Two) => {
      const { same, ...rest } = layers.inner({ a: layers.wordsA(a), b: layers.wordsB(b) });
      return { ...rest, again: layers.read(same) };
    });
    expect(await differences(model)).toEqual({ a: 0, b: 0, again: 0 });
  });

  it("say which keys there are to look at, and which of a decoder's memory", async () => {
    const model = define(
      {
        wordsA: words(),
        wordsB: words(),
        look: multiHeadAttention(2),
        decode: transformerDecoderBlock({ heads: 2, hidden: 8 }),
        pool: globalMaxPool(),
        read: lstm(3),
      },
      (layers, { a, b }: Two) => {
        const [x, memory] = [layers.wordsA(a), layers.wordsB(b)];
        return {
          looked: layers.pool(layers.look({ query: x, key: memory })),
          decoded: layers.read(layers.decode({ x, memory })),
        };
      },
    );
    const { looked, decoded } = await differences(model);
    expect(looked).toBe(0);
    expect(decoded).toBe(0);
  });

  it("go through a parallel of two branches to each of them, and out of it apart", async () => {
    const model = sequential(
      embedding(5, 4, { maskZero: true }),
      parallel({ steps: lstm(3, { sequence: true }), row: globalAveragePool() }),
    );
    const { params } = initialize(model, key(0), [5]);
    const { masks } = applyLayer(model, params, {}, tokens.a, at);
    const { steps, row } = masks as { readonly steps: Tensor<"bool">; readonly row: null };
    expect(await steps.data()).toEqual(await tokens.a.notEqual(0).data());
    expect(row).toBeNull();
  });

  it("count in the loss of the output that they belong to, and in no other", async () => {
    const model = define({ wordsA: words(), wordsB: words() }, (layers, { a, b }: Two) => ({
      a: layers.wordsA(a).slice(null, null, 0),
      b: layers.wordsB(b).mean([1, 2]).expandDims(1),
    }));
    const { params } = initialize(model, key(4), { a: [5], b: [5] });
    const y = {
      a: tensor([
        [1, 1, 1, 9, 9],
        [1, 1, 9, 9, 9],
        [1, 1, 1, 1, 1],
      ]),
      b: tensor([[1], [1], [1]]),
    };
    const loss = (steps: Tensor) => {
      const squares = (p: Tensor, t: Tensor) => p.sub(t).square();
      const batch = { x: tokens, y: { ...y, a: steps } };
      return evaluateBatch({ layer: model, loss: { a: squares, b: meanSquaredError } }, params, {}, batch, at).loss;
    };
    const [one, other] = await data([loss(y.a), loss(y.a.mul(tokens.a.notEqual(0).cast("float32")))]);
    expect(one).toEqual(other);
  });
});

describe("random graphs of two masked inputs", () => {
  /** Each keeps its steps, and what a step gives depends on the steps that are there alone. */
  const steps: Record<string, () => LayerLike> = {
    dense: () => dense(4),
    "a function": () => (x: Tensor) => x.mul(0.5).tanh(),
    "to the front and back": () => (x: Tensor) => x.transpose([1, 0, 2]).mul(2).transpose([1, 0, 2]),
    "rows together": () => (x: Tensor) => x.reshape([-1, 4]).softmax(-1).reshape(x.shape),
    lstm: () => lstm(4, { sequence: true }),
    bidirectional: () => bidirectional(gru(4, { sequence: true }), { merge: "sum" }),
    attention: () => multiHeadAttention(2),
    block: () => transformerBlock({ heads: 2, hidden: 4 }),
    residual: () => residual(dense(4), layerNorm()),
    branches: () => sequential(parallel(dense(4), gru(4, { sequence: true })), add()),
    conv: () => conv1d(4, 3),
  };
  const ends: Record<string, () => Layer> = {
    lstm: () => lstm(3),
    "gru backwards": () => gru(3, { reverse: true }),
    mean: () => globalAveragePool(),
    max: () => globalMaxPool(),
  };
  const merges = ["none", "sum", "product", "features", "look"] as const;
  const chain = fc.array(fc.constantFrom(...Object.keys(steps)), { maxLength: 3 });
  const graph = fc.record({
    a: chain,
    b: chain,
    merge: fc.constantFrom(...merges),
    end: fc.constantFrom(...Object.keys(ends)),
  });

  it("predict the same whatever stands where nothing is, in either input", async () => {
    await fc.assert(
      fc.asyncProperty(graph, async ({ a, b, merge, end }) => {
        const layers: Record<string, LayerLike> = { wordsA: words(), wordsB: words(), endA: ends[end]!() };
        layers.endB = ends[end]!();
        layers.endBoth = ends[end]!();
        layers.join = concatenate();
        layers.look = multiHeadAttention(2);
        a.forEach((name, i) => Object.assign(layers, { [`a${i}`]: steps[name]!() }));
        b.forEach((name, i) => Object.assign(layers, { [`b${i}`]: steps[name]!() }));
        const model = define(layers, (all, x: Two) => {
          const call = all as unknown as Record<string, (x: unknown) => Tensor>;
          // The layers of the two take turns: the mask that was made last is the other one's.
          let [left, right] = [call.wordsA!(x.a), call.wordsB!(x.b)];
          for (let i = 0; i < 3; i++) {
            left = (call[`a${i}`]?.(left) ?? left).mul(1.5);
            right = (call[`b${i}`]?.(right) ?? right).add(0.25);
          }
          const sides = { a: call.endA!(left), b: call.endB!(right) };
          const met = {
            none: left,
            sum: left.add(right),
            product: left.mul(right),
            features: call.join!([left, right]),
            look: call.look!({ query: left, key: right }),
          };
          return { ...sides, both: call.endBoth!(met[merge].slice(null, null, [0, 4])) };
        });
        for (const difference of Object.values(await differences(model))) expect(difference).toBeLessThan(1e-5);
      }),
      { numRuns: 10 },
    );
  }, 120_000);
});
