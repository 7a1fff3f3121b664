import { data, grad, key, normal, type Tensor, tensor } from "@kaviar/tensor";
import { expect, it } from "vitest";
import type { Context } from "../../../src/layers/contract/layer.ts";
import { sampling } from "../../../src/layers/latent/sampling.ts";
import { expectNear } from "../../recorded.ts";

const at = (training: boolean, seed = 0): Context => ({ training, key: key(seed), path: "" });
const mean = tensor([
  [1, 0],
  [-2, 0.5],
]);
const logVariance = tensor([
  [0, 1],
  [-1, Math.log(4)],
]);

it("adds the closed-form divergence from N(0, 1): ½ Σ(μ² + σ² − ln σ² − 1), averaged over the batch", async () => {
  const layer = sampling({ weight: 3 });
  const { state } = layer.init(key(0), [4]);
  const { loss, halves, code, gradient } = await data({
    loss: layer.apply({}, state, { mean, logVariance }, at(true)).loss!,
    halves: layer.apply({}, state, mean.concat(logVariance, 1), at(false)).loss!,
    code: layer.apply({}, state, mean.concat(logVariance, 1), at(false)).y,
    gradient: grad((m: Tensor) => layer.apply({}, state, { mean: m, logVariance }, at(true)).loss!)(mean),
  });
  // By hand: rows (1 + 1 − 0 − 1 + 0 + e − 1 − 1)/2 and (4 + 1/e + 1 − 1 + 0.25 + 4 − ln 4 − 1)/2.
  const expected = (3 * ((Math.E - 1) / 2 + (7.25 + 1 / Math.E - Math.log(4)) / 2)) / 2;
  expectNear(
    { loss, halves },
    { loss: { shape: [1], data: [expected] }, halves: { shape: [1], data: [expected] } },
    1e-6,
  );
  // The gradient by a mean is w·μ/N.
  expectNear(gradient, { shape: [4], data: [1.5, 0, -3, 0.75] }, 1e-6);
  expect([...code]).toEqual([1, 0, -2, 0.5]);
  expect(layer.init(key(0), [4]).outputShape).toEqual([2]);
  expect(layer.init(key(0), { mean: [5], logVariance: [5] } as never).outputShape).toEqual([5]);
});

it("draws with the mean and deviation that it is given: 20 000 draws, 4 standard errors", async () => {
  const rows = 20_000;
  const x = tensor([2, Math.log(9)]).broadcastTo([rows, 2]);
  const layer = sampling();
  const { state } = layer.init(key(0), [2]);
  const draw = (seed: number) => layer.apply({}, state, x, at(true, seed)).y;
  const { mean, deviation, first, again, other } = await data({
    mean: draw(1).mean(),
    deviation: draw(1).std(),
    first: draw(1).slice([0, 5]),
    again: draw(1).slice([0, 5]),
    other: draw(2).slice([0, 5]),
  });
  expect(Math.abs(mean[0]! - 2)).toBeLessThan((4 * 3) / Math.sqrt(rows));
  expect(Math.abs(deviation[0]! - 3)).toBeLessThan((4 * 3) / Math.sqrt(2 * rows));
  expect(first).toEqual(again);
  expect(first).not.toEqual(other);
});

it("passes gradients: dz/dμ = 1, dz/d ln σ² = (z − μ)/2", async () => {
  const layer = sampling();
  const { state } = layer.init(key(0), [2]);
  const x = normal(key(3), [4, 2]);
  const z = (x: Tensor) => layer.apply({}, state, x, at(true)).y.sum();
  const { gradient, drawn, given } = await data({
    gradient: grad(z)(x),
    drawn: layer.apply({}, state, x, at(true)).y,
    given: x,
  });
  const expected = [...drawn].flatMap((value, row) => [1, (value - given[2 * row]!) / 2]);
  expectNear(gradient, { shape: [8], data: expected }, 1e-5);
});

it("refuses a code that cannot be halved, and a negative weight", () => {
  expect(() => sampling().init(key(0), [3])).toThrow("a mean and a log-variance for each dimension: got 3 features");
  expect(() => sampling({ weight: -1 })).toThrow("weight");
});
