import { data, key, normal, type Tensor, tensor, zeros } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import {
  add,
  batchNorm,
  concatenate,
  conv1d,
  conv2d,
  dense,
  initialize,
  lambda,
  listParameters,
  multiply,
  parallel,
  relu,
  repeat,
  residual,
  sequential,
} from "../../../src/index.ts";
import { type AnyLayer, applyLayer, type Context, type Layer } from "../../../src/layers/contract/layer.ts";

const at = (context: Partial<Context> = {}): Context => ({ training: false, key: key(0), path: "", ...context });
const run = (layer: AnyLayer, x: Tensor): Tensor => {
  const { params, state } = initialize(layer, key(1), x.shape.slice(1));
  return applyLayer(layer, params, state, x, at()).y as Tensor;
};
const pathsOf = (layer: AnyLayer, shape: readonly number[]): string[] =>
  listParameters(initialize(layer, key(0), shape).params).map(({ path }) => path);
const x = tensor([[1, -2]]);

describe("residual", () => {
  it("adds what its layers make to what they were given: x + 3x", async () => {
    expect(Array.from(await run(residual(lambda((x) => x.mul(3))), x).data())).toEqual([4, -8]);
    expect(
      Array.from(
        await run(
          residual(relu, (x) => x.mul(2)),
          x,
        ).data(),
      ),
    ).toEqual([3, -2]);
  });

  it("refuses shapes that differ, and says what to do", () => {
    expect(() => residual(dense(8), relu).init(key(0), [3])).toThrow(
      /\[N, 3\] became \[N, 8\]\.\n.*shortcut: "project"/,
    );
    expect(() => residual()).toThrow(/at least one layer/);
  });

  it("projects when told: features by a matrix, places by a stride", () => {
    const paths = (layer: Layer, shape: readonly number[]) => {
      const { params, outputShape } = layer.init(key(0), shape);
      expect(layer.apply(params, {}, zeros([5, ...shape]), at()).y.shape).toEqual([5, ...outputShape]);
      return (params.shortcut as Readonly<Record<string, Tensor>> | undefined)?.weight?.shape;
    };
    const project = { shortcut: "project" } as const;
    expect(paths(residual(dense(8), relu, project), [3])).toEqual([3, 8]);
    expect(paths(residual(dense(8), project), [6, 3])).toEqual([3, 8]);
    expect(paths(residual(conv1d(8, 3, { stride: 2 }), project), [7, 3])).toEqual([8, 3, 1]);
    expect(paths(residual(conv2d(8, 3, { stride: 2 }), project), [4, 9, 8])).toEqual([8, 4, 1, 1]);
    // The same shape needs no projection.
    expect(paths(residual(dense(3), project), [3])).toBeUndefined();
    const shrinks = residual(conv2d(8, 3, { padding: "valid" }), project);
    expect(() => shrinks.init(key(0), [4, 9, 9])).toThrow(
      /No projection takes \[N, 4, 9, 9\] to \[N, 8, 7, 7\]\.\n.*of your own/,
    );
  });

  it("goes around by a layer of your own, state and all", () => {
    const layer = residual(conv2d(4, 3), { shortcut: sequential(conv2d(4, 1), batchNorm()) });
    const { params, state } = layer.init(key(0), [2, 4, 4]);
    expect(listParameters(params).map(({ path }) => path)).toEqual([
      "conv2d/weight",
      "conv2d/bias",
      "shortcut/conv2d/weight",
      "shortcut/batchNorm/gamma",
      "shortcut/batchNorm/beta",
    ]);
    const next = layer.apply(params, state, normal(key(1), [3, 2, 4, 4]), at({ training: true })).state;
    expect(next.shortcut).not.toBe(state.shortcut);
    expect(() => residual(dense(4), { shortcut: dense(5) }).init(key(0), [3])).toThrow(/\[N, 5\] beside \[N, 4\]/);
  });
});

describe("parallel, and what joins", () => {
  it("feeds each layer with the same, and keeps places or names", async () => {
    const list = parallel(
      lambda((x) => x.mul(2)),
      relu,
    );
    const named = parallel({ twice: lambda((x) => x.mul(2)), positive: relu });
    const [a, b] = (await data(
      [list, named].map((each) => applyLayer(each, {}, {}, x, at()).y) as never,
    )) as unknown as [Float32Array[], Record<string, Float32Array>];
    expect(a.map((part) => Array.from(part))).toEqual([
      [2, -4],
      [1, 0],
    ]);
    expect(Object.fromEntries(Object.entries(b).map(([name, part]) => [name, Array.from(part)]))).toEqual({
      twice: [2, -4],
      positive: [1, 0],
    });
    expect(initialize(parallel({ a: dense(2), b: dense(3) }), key(0), [4]).outputShape).toEqual({ a: [2], b: [3] });
  });

  it("adds, multiplies and concatenates: channels of images, the last axis of all else", async () => {
    const both = parallel(
      lambda((x) => x.mul(2)),
      lambda((x) => x.add(1)),
    );
    const [sum, product, joined] = await data([
      run(sequential(both, add()), x),
      run(sequential(both, multiply()), x),
      run(sequential(both, concatenate()), x),
    ]);
    expect([sum, product, joined].map((part) => Array.from(part!))).toEqual([
      [4, -5],
      [4, 4],
      [2, -4, 2, -1],
    ]);
    const images = sequential(parallel(conv2d(3, 1), conv2d(5, 3)), concatenate());
    expect(images.init(key(0), [2, 4, 4]).outputShape).toEqual([8, 4, 4]);
    const steps = sequential(parallel(relu, relu), concatenate(1));
    expect(steps.init(key(0), [3, 2]).outputShape).toEqual([6, 2]);
  });

  it("refuses what does not fit", () => {
    const uneven = parallel(dense(2), dense(3));
    expect(() => sequential(uneven, add()).init(key(0), [4])).toThrow(/one shape: got \[N, 2\] and \[N, 3\]\.\n/);
    expect(() => sequential(uneven, concatenate(1), add()).init(key(0), [4])).toThrow(
      /several signals.*got one\.\n.*parallel/,
    );
    const sizes = sequential(parallel(conv2d(2, 3, { stride: 2 }), conv2d(2, 3)), concatenate());
    expect(() => sizes.init(key(0), [1, 8, 8])).toThrow(/axis 1.*\[N, 2, 4, 4\] and \[N, 2, 8, 8\]/);
    expect(() => concatenate(0)).toThrow(/other than 0/);
  });
});

it("repeat makes copies with parameters of their own", async () => {
  const layer = repeat(3, dense(4, { bias: false }));
  expect(pathsOf(layer, [4])).toEqual(["dense/weight", "dense2/weight", "dense3/weight"]);
  const { params } = layer.init(key(5), [4]);
  const [first, second] = await data(Object.values(params).map((part) => (part as Record<string, Tensor>).weight!));
  expect(first).not.toEqual(second);
  expect(() => repeat(0, relu)).toThrow(/`count` of repeat must be a whole number ≥ 1: got 0/);
});

it("a mask that a layer drops stays dropped, whatever the net around it has", () => {
  const seen: unknown[] = [];
  const looks: Layer = {
    kind: "looks",
    init: (_, inputShape) => ({ params: {}, state: {}, outputShape: inputShape }),
    apply: (_, state, x, { mask }) => {
      seen.push(mask);
      return { y: x, state };
    },
  };
  const mask = zeros([2, 3]).cast("bool");
  const model = sequential(looks, (x) => x.mean(1), looks, sequential(looks));
  const applied = model.apply({}, {}, zeros([2, 3, 4]), at({ mask }));
  expect(seen).toEqual([mask, undefined, undefined]);
  expect(applied.mask).toBeNull();
});

it("what is no layer is named by its place", () => {
  expect(() => sequential(dense(2), dense as never, undefined as never)).toThrow(
    /number 3 is undefined\.\n.*dense\(8\)/,
  );
  expect(() => sequential({ head: 3 } as never)).toThrow(/"head" is a number/);
});
