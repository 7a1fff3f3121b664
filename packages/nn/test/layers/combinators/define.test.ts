import { data, grad, key, normal, type Tensor, tensor, zeros } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import {
  type Applied,
  activityRegularization,
  batchNorm,
  concatenate,
  conv2d,
  define,
  dense,
  dropout,
  globalAveragePool,
  initialize,
  type Layer,
  lambda,
  listParameters,
  relu,
  sequential,
} from "../../../src/index.ts";
import type { Context } from "../../../src/layers/contract/layer.ts";

const at = (context: Partial<Context> = {}): Context => ({ training: false, key: key(0), path: "", ...context });
const pathsOf = ({ params }: { readonly params: never }): string[] => listParameters(params).map(({ path }) => path);

interface Pair {
  readonly left: Tensor;
  readonly right: Tensor;
}

describe("define", () => {
  it("makes a graph of named layers, whose parameters have these names", async () => {
    const model = define({ encoder: dense(4), head: dense(2) }, (layers, x) => layers.head(layers.encoder(x).relu()));
    const initialized = model.init(key(1), [3]);
    expect(pathsOf(initialized as never)).toEqual(["encoder/weight", "encoder/bias", "head/weight", "head/bias"]);
    expect(initialized.outputShape).toEqual([2]);
    const same = sequential({ encoder: dense(4), relu, head: dense(2) });
    const x = normal(key(2), [5, 3]);
    const [a, b] = await data([
      model.apply(initialized.params, {}, x, at()).y,
      same.apply(initialized.params, {}, x, at()).y,
    ]);
    expect(a).toEqual(b);
  });

  it("uses a layer twice with the same weights: the gradient is the sum of those of both uses", async () => {
    const twin = define({ tower: dense(1, { bias: false }) }, ({ tower }, { left, right }: Pair) =>
      tower(left).mul(tower(right)),
    );
    const { params, outputShape } = initialize(twin, key(0), { left: [2], right: [2] });
    expect(listParameters(params)).toHaveLength(1);
    expect(outputShape).toEqual([1]);
    const weights = { tower: { weight: tensor([[2], [3]]) } };
    const x = { left: tensor([[1, 4]]), right: tensor([[5, 7]]) };
    // y = (w·l)(w·r) = 14·31, dy/dw = l (w·r) + r (w·l) = [31 + 70, 124 + 98].
    const f = (p: typeof weights) => twin.apply(p, {}, x, at()).y.sum();
    const [y, slopes] = await data([f(weights), grad(f)(weights).tower.weight]);
    expect([y[0], ...slopes]).toEqual([434, 101, 222]);
  });

  it("takes records and makes records: two inputs, two outputs", async () => {
    const model = define(
      {
        image: sequential(conv2d(4, 3), relu, globalAveragePool()),
        join: concatenate(),
        mean: dense(2),
        spread: dense(1),
      },
      (layers, { picture, facts }: { readonly picture: Tensor; readonly facts: Tensor }) => {
        const all = layers.join([layers.image(picture), facts]);
        return { mean: layers.mean(all), spread: layers.spread(all).exp() };
      },
    );
    const { params, outputShape } = initialize(model, key(0), { picture: [3, 8, 8], facts: [5] });
    expect(outputShape).toEqual({ mean: [2], spread: [1] });
    const { y } = model.apply(params, {}, { picture: zeros([7, 3, 8, 8]), facts: zeros([7, 5]) }, at());
    expect([y.mean.shape, y.spread.shape]).toEqual([
      [7, 2],
      [7, 1],
    ]);
    expect(Array.from(await y.spread.data())).toEqual(new Array(7).fill(1));
  });

  it("hands the state of a shared layer from one use to the next: 0 → 1 → 1.5 with momentum ½ and means 2 and 2", async () => {
    const model = define({ norm: batchNorm({ momentum: 0.5 }) }, ({ norm }, x) => norm(norm(x).mul(0).add(2)));
    const { params, state } = model.init(key(0), [1]);
    const next = model.apply(params, state, tensor([[1], [3]]), at({ training: true })).state;
    expect(await (next.norm as Readonly<Record<string, Tensor>>).mean!.item()).toBeCloseTo(1.5, 5);
  });

  it("draws anew at each use of a layer, and the same again for the same key", async () => {
    const twice = define({ drop: dropout(0.5) }, ({ drop }, x) => ({ first: drop(x), second: drop(x) }));
    const { state } = twice.init(key(0), [64]);
    const run = () => twice.apply({}, state, zeros([4, 64]).add(1), at({ training: true })).y;
    const [once, again] = await data([run(), run()]);
    expect(once!.first).not.toEqual(once!.second);
    expect(once).toEqual(again);
  });

  it("adds up the losses of its layers, and shows each to the probes under its path", async () => {
    const model = define({ code: activityRegularization({ l2: 1 }) }, ({ code }, x) => code(code(x).mul(2)));
    const seen: string[] = [];
    const context = at({ tap: (path) => seen.push(path), path: "model" });
    const { loss } = model.apply({}, model.init(key(0), [1]).state, tensor([[3]]), context);
    expect(await loss!.item()).toBe(9 + 36);
    expect(seen).toEqual(["model/code", "model/code"]);
  });

  it("hands the mask from layer to layer, through functions in between, and drops it with the steps", () => {
    const masks: boolean[] = [];
    const looks: Layer = {
      kind: "looks",
      init: (_, inputShape) => ({ params: {}, state: {}, outputShape: inputShape }),
      apply: (_, state, x, { mask }): Applied => {
        masks.push(mask !== undefined);
        return { y: x, state };
      },
    };
    const model = define({ a: looks, b: looks, pool: globalAveragePool(), c: looks }, (layers, x) =>
      layers.c(layers.pool(layers.b(layers.a(x).mul(2)))),
    );
    const mask = zeros([2, 3]).cast("bool");
    const applied = model.apply({}, {}, normal(key(1), [2, 3, 4]), at({ mask }));
    expect(masks).toEqual([true, true, false]);
    expect(applied.mask).toBeNull();
  });

  it("shares a layer between inputs of different lengths, as long as its weights fit", () => {
    const model = define(
      { each: dense(2) },
      ({ each }, { steps, row }: { readonly steps: Tensor; readonly row: Tensor }) => ({
        steps: each(steps),
        row: each(row),
      }),
    );
    const fits = initialize(model, key(0), { steps: [5, 3], row: [3] });
    expect(fits.outputShape).toEqual({ steps: [5, 2], row: [2] });
    expect(() => initialize(model, key(0), { steps: [5, 3], row: [4] })).toThrow(
      /"each" is used more than once.*"weight":\[3,2\].*"weight":\[4,2\].*\n.*two layers/s,
    );
  });

  it("refuses a layer that is never called, one that is none, and a result that is no tensor", () => {
    const idle = define({ used: dense(1), idle: dense(1) }, ({ used }, x) => used(x));
    expect(() => idle.init(key(0), [2])).toThrow(/each of its layers: "idle" is never called\.\n.*layers\.idle\(x\)/);
    expect(() => define({ a: dense as never }, (_, x) => x)).not.toThrow();
    expect(() => define({ a: 3 as never }, (_, x) => x)).toThrow(/"a" is a number/);
    expect(() => define({ "a/b": dense(1) }, (_, x) => x)).toThrow(/no "\/"/);
    expect(() => define({ a: dense(1) }, ({ a }, x) => a(x).sum()).init(key(0), [2])).toThrow(
      /batch as the first axis/,
    );
  });

  it("is a layer as any other: in a sequence, and in another definition", () => {
    const inner = define({ half: dense(2) }, ({ half }, x) => half(x).add(half(x)));
    const outer = define({ inner, last: lambda((x) => x.relu()) }, ({ inner, last }, x) => last(inner(x)));
    const { params, outputShape } = sequential({ outer, head: dense(1) }).init(key(0), [2]);
    expect(listParameters(params).map(({ path }) => path)).toContain("outer/inner/half/weight");
    expect(outputShape).toEqual([1]);
  });
});

it("the value of a shared net is differentiable by what stands before it", async () => {
  const model = define({ f: dense(1, { bias: false }) }, ({ f }, x) => f(x).add(f(x.mul(2))));
  const slope = grad((x: Tensor) => model.apply({ f: { weight: tensor([[5]]) } }, {}, x, at()).y.sum())(tensor([[1]]));
  expect(await slope.item()).toBe(15);
});
