import { data, key, normal, ones, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { batchNorm, conv2d, dense, normalize, relu, sequential } from "../../../src/index.ts";
import { type Context, inside, type Layer, type State } from "../../../src/layers/contract/layer.ts";

const at = (context: Partial<Context> = {}): Context => ({ training: false, key: key(0), path: "", ...context });
const training = at({ training: true });
const biased = (rows: readonly number[]) => {
  const mean = rows.reduce((a, b) => a + b) / rows.length;
  return { mean, variance: rows.reduce((sum, x) => sum + (x - mean) ** 2, 0) / rows.length };
};
const keysOf = (layer: Layer, shape: readonly number[]): string[] => {
  const first = Object.values(layer.init(key(0), shape).params)[0] as object;
  return Object.keys(first);
};

describe("batchNorm", () => {
  it("moves its averages by momentum·m + (1 − momentum)·batch, with the biased variance, step by step", async () => {
    const layer = batchNorm({ momentum: 0.8 });
    const { params, state } = layer.init(key(0), [1]);
    const batches = [
      [1, 2, 6],
      [0, 0, 3],
      [-4, 5, 5],
    ];
    const states: State[] = [];
    let current = state;
    for (const rows of batches) {
      current = layer.apply(params, current, tensor(rows).reshape([3, 1]), training).state;
      states.push(current);
    }
    const computed = (await data(states as never)) as unknown as { mean: number[]; variance: number[] }[];
    let [mean, variance] = [0, 1];
    batches.forEach((rows, i) => {
      mean = 0.8 * mean + 0.2 * biased(rows).mean;
      variance = 0.8 * variance + 0.2 * biased(rows).variance;
      expect(computed[i]!.mean[0]).toBeCloseTo(mean, 5);
      expect(computed[i]!.variance[0]).toBeCloseTo(variance, 5);
    });
  });

  it("predicts with the averages, which do not move: (3 − 1)/√(4 + ε)·γ + β", async () => {
    const layer = batchNorm();
    const state = { mean: tensor([1]), variance: tensor([4]) };
    const params = { gamma: tensor([3]), beta: tensor([0.5]) };
    const applied = layer.apply(params, state, tensor([[3]]), at());
    expect(applied.state).toBe(state);
    expect(await applied.y.item()).toBeCloseTo(3.5, 4);
  });

  it("in a frozen part of a net in training normalizes by its averages, and they stay", async () => {
    const model = sequential({ body: sequential(dense(2), batchNorm()), head: batchNorm() });
    const { params, state } = model.init(key(0), [3]);
    const frozen = (path: string) => path.startsWith("body");
    const x = normal(key(1), [8, 3]).add(5);
    const learning = at({ training: true, frozen });
    const { state: next } = model.apply(params, state, x, learning);
    const moved = (await data({ state, next } as never)) as unknown as Record<"state" | "next", Nested>;
    expect(moved.next.body!.batchNorm).toEqual(moved.state.body!.batchNorm);
    expect(moved.next.head).not.toEqual(moved.state.head);
    const body = sequential(dense(2), batchNorm());
    const part = (context: Context) =>
      body.apply(params.body as never, state.body as never, x, inside(context, "body")).y;
    const [frozenly, predicted] = await data([part(learning), part(at())]);
    expect(frozenly).toEqual(predicted);
  });

  it("does not count the steps that a mask leaves out", async () => {
    const layer = batchNorm({ momentum: 0 });
    const { params, state } = layer.init(key(0), [1]);
    const x = tensor([
      [1, 3, 100],
      [5, 100, 100],
    ]).expandDims(2);
    const mask = tensor([
      [1, 1, 0],
      [1, 0, 0],
    ]).cast("bool");
    const { mean, variance } = layer.apply(params, state, x, at({ training: true, mask })).state as Record<
      string,
      Tensor
    >;
    expect(await mean!.item()).toBeCloseTo(3, 5);
    expect(await variance!.item()).toBeCloseTo(8 / 3, 5);
  });

  it("takes the bias from the layer below it, unless it has no shift itself or a bias is asked for", () => {
    expect(keysOf(sequential(dense(4), batchNorm(), relu), [3])).toEqual(["weight"]);
    expect(keysOf(sequential(conv2d(4, 3), batchNorm(), relu), [3, 8, 8])).toEqual(["weight"]);
    expect(keysOf(sequential(dense(4), relu, batchNorm()), [3])).toEqual(["weight", "bias"]);
    expect(keysOf(sequential(dense(4), batchNorm({ shift: false })), [3])).toEqual(["weight", "bias"]);
    expect(keysOf(sequential(dense(4, { bias: true }), batchNorm()), [3])).toEqual(["weight", "bias"]);
    expect(keysOf(sequential(dense(4), batchNorm({ axis: 1 })), [5, 3])).toEqual(["weight", "bias"]);
    // Also where the two are in different rows.
    expect(keysOf(sequential(dense(4), sequential(batchNorm(), relu)), [3])).toEqual(["weight"]);
  });

  it("takes a batch of one row in training, whose variance says nothing, by its averages, and they stay", async () => {
    const layer = batchNorm();
    const { params } = layer.init(key(0), [2]);
    const state = { mean: tensor([1, 2]), variance: tensor([4, 9]) };
    const { y, state: next } = layer.apply(params, state, tensor([[5, -1]]), training);
    expect(next).toBe(state);
    const [first, second] = await y.data();
    expect(first).toBeCloseTo((5 - 1) / Math.sqrt(4 + 1e-5), 6);
    expect(second).toBeCloseTo((-1 - 2) / Math.sqrt(9 + 1e-5), 6);
    // An image is many values of each channel.
    const { state: moved } = layer.apply(params, state, normal(key(1), [1, 2, 3, 3]), training);
    expect(moved).not.toBe(state);
  });

  it("normalizes along any axis: the deviation over the others is 1", async () => {
    const layer = batchNorm({ axis: 2 });
    const { params, state } = layer.init(key(0), [2, 3, 4]);
    expect((state.mean as Tensor).shape).toEqual([3]);
    const { y } = layer.apply(params, state, normal(key(3), [16, 2, 3, 4]).mul(7).add(2), training);
    const [mean, std] = await data([y.mean([0, 1, 3]), y.std([0, 1, 3])]);
    for (let i = 0; i < 3; i++) {
      expect(mean[i]).toBeCloseTo(0, 5);
      expect(std[i]).toBeCloseTo(1, 4);
    }
  });
});

interface Nested {
  readonly [name: string]: Nested;
}

describe("normalize", () => {
  it("is fitted on the rows: columns get mean 0 and deviation 1, and a constant one is divided by 1", async () => {
    const layer = normalize();
    const { params, state } = layer.init(key(0), [3]);
    const x = tensor([
      [1, 0.1, 10],
      [2, 0.1, 30],
      [6, 0.1, 20],
    ]);
    const before = layer.apply(params, state, x, at());
    const fitted = layer.apply(params, state, x, at({ fitting: true }));
    const after = layer.apply(params, fitted.state, tensor([[3, 1.1, 20]]), at());
    const [raw, y, next, mean, std] = (await data([
      before.y,
      fitted.y,
      after.y,
      fitted.state.mean as Tensor,
      fitted.state.std as Tensor,
    ])) as [Float32Array, Float32Array, Float32Array, Float32Array, Float32Array];
    expect(raw).toEqual(await x.data());
    expect(mean[0]).toBeCloseTo(3, 5);
    expect(std[0]).toBeCloseTo(Math.sqrt(14 / 3), 5);
    expect(std[1]).toBe(1);
    expect(y[2]).toBeCloseTo(-10 / Math.sqrt(200 / 3), 5);
    expect(next[0]).toBeCloseTo(0, 5);
    expect(next[1]).toBeCloseTo(1, 5);
  });

  it("has one mean a channel for images, and does not count masked steps", async () => {
    const layer = normalize();
    const image = layer.init(key(0), [2, 4, 4]);
    const x = normal(key(2), [5, 2, 4, 4]).add(tensor([3, -3]).reshape([2, 1, 1]));
    const sequence = layer.init(key(0), [3, 1]);
    const mask = tensor([[1, 1, 0]]).cast("bool");
    const [fitted, masked] = (await data([
      layer.apply({}, image.state, x, at({ fitting: true })).state,
      layer.apply({}, sequence.state, tensor([[[1], [5], [99]]]), at({ fitting: true, mask })).state,
    ] as never)) as unknown as { mean: number[]; std: number[] }[];
    expect(fitted!.mean).toHaveLength(2);
    expect(fitted!.mean[0]).toBeGreaterThan(2);
    expect(fitted!.mean[1]).toBeLessThan(-2);
    expect([masked!.mean[0], masked!.std[0]]).toEqual([3, 2]);
  });

  it("does not learn: gradients pass, and the state of a run stays", () => {
    const layer = normalize();
    const state = { mean: tensor([1]), std: tensor([2]) };
    expect(layer.init(key(0), [1]).params).toEqual({});
    expect(layer.apply({}, state, ones([3, 1]), training).state).toBe(state);
  });
});
