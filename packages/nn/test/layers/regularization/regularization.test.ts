import { compile, data, key, ones, statistics, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import {
  activityRegularization,
  alphaDropout,
  dropout,
  gaussianDropout,
  gaussianNoise,
  sequential,
  spatialDropout,
} from "../../../src/index.ts";
import type { Context, Layer } from "../../../src/layers/contract/layer.ts";

const at = (seed: number, training = true): Context => ({ training, key: key(seed), path: "" });
const run = (layer: Layer, x: Tensor, context = at(1)): Tensor => {
  const { params, state } = layer.init(key(0), x.shape.slice(1));
  return layer.apply(params, state, x, context).y;
};
const n = 20_000;
const x = ones([n, 1]);

describe("dropout", () => {
  it("leaves out its share (binomial: within 5 deviations of 0.3·n), and divides the others by 0.7", async () => {
    const y = Array.from(await run(dropout(0.3), x).data());
    expect(Math.abs(y.filter((each) => each === 0).length - 0.3 * n)).toBeLessThan(5 * Math.sqrt(n * 0.21));
    for (const each of new Set(y)) if (each !== 0) expect(each).toBeCloseTo(1 / 0.7, 6);
  });

  it("draws the same for the same key, other numbers for another, and others for each layer of a net", async () => {
    const twice = sequential(dropout(0.5), dropout(0.5));
    const [a, again, other, two] = await data([
      run(dropout(0.5), x),
      run(dropout(0.5), x),
      run(dropout(0.5), x, at(2)),
      run(twice, x),
    ]);
    expect(a).toEqual(again);
    expect(a).not.toEqual(other);
    // Independent: a quarter of the numbers passes both, and then is 4.
    const passed = Array.from(two!).filter((each) => each === 4).length;
    expect(Math.abs(passed - n / 4)).toBeLessThan(5 * Math.sqrt((n * 3) / 16));
  });

  it("leaves out whole channels of images, and whole features of sequences", async () => {
    const [images, sequences] = await data([
      run(spatialDropout(0.5), ones([50, 8, 3, 3])).sum([2, 3]),
      run(spatialDropout(0.5), ones([50, 4, 8])).sum(1),
    ]);
    expect(new Set(images)).toEqual(new Set([0, 18]));
    expect(new Set(sequences)).toEqual(new Set([0, 8]));
  });

  it("has its share in its state: another one compiles nothing again", async () => {
    const layer = dropout(0.5);
    const step = compile((share: Tensor) => layer.apply({}, { share }, ones([1000]).reshape([1000, 1]), at(4)).y.sum());
    expect(await step(tensor(0)).item()).toBe(1000);
    const before = { ...statistics() };
    const kept = await step(tensor(0.9)).item();
    expect(kept).not.toBe(1000);
    expect(step.traces()).toBe(1);
    expect(statistics().compilations).toBe(before.compilations);
  });
});

it("at prediction all of them let everything pass as it is", () => {
  for (const layer of [dropout(0.5), spatialDropout(0.5), alphaDropout(0.1), gaussianNoise(1), gaussianDropout(0.5)])
    expect(run(layer, x, at(1, false))).toBe(x);
});

it("noise has the deviations it should: σ; √(p/(1 − p)); and alpha dropout keeps mean 0 and deviation 1", async () => {
  const standard = run(gaussianNoise(1), ones([n, 1]).mul(0), at(9));
  const [noise, times, alpha] = await data(
    [run(gaussianNoise(0.5), x), run(gaussianDropout(0.2), x), run(alphaDropout(0.1), standard)].map((y) => [
      y.mean(),
      y.std(),
    ]) as [Tensor, Tensor][],
  );
  // The standard error of a mean of 20 000 is 0.007 σ.
  expect(noise![0]![0]).toBeCloseTo(1, 1);
  expect(noise![1]![0]).toBeCloseTo(0.5, 1);
  expect(times![0]![0]).toBeCloseTo(1, 1);
  expect(times![1]![0]).toBeCloseTo(0.5, 1);
  expect(alpha![0]![0]).toBeCloseTo(0, 1);
  expect(alpha![1]![0]).toBeCloseTo(1, 1);
});

it("activity regularization adds λ₁Σ|y|/N + λ₂Σy²/N to the loss: 0.1·(10/2) + 0.5·(30/2) = 8", async () => {
  const layer = sequential(activityRegularization({ l1: 0.1, l2: 0.5 }));
  const { params, state } = layer.init(key(0), [2]);
  const { loss, y } = layer.apply(
    params,
    state,
    tensor([
      [1, -2],
      [3, 4],
    ]),
    at(0),
  );
  const [value, passed] = await data([loss!, y]);
  expect(value![0]).toBeCloseTo(8, 5);
  expect(Array.from(passed!)).toEqual([1, -2, 3, 4]);
});

it("a share that is none is refused, and a percentage is recognized", () => {
  expect(() => dropout(1)).toThrow(/`share` of dropout must be at least 0 and less than 1: got 1\.\n/);
  expect(() => dropout(20)).toThrow(/no percentage/);
  expect(() => dropout(Number.NaN)).toThrow(/got NaN/);
  expect(() => gaussianNoise(-1)).toThrow(/`std` of gaussianNoise must be at least 0: got -1/);
  expect(() => activityRegularization({})).toThrow(/`l1` or `l2` above 0/);
});
