import { data, eye, grad, key, type Tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { conv2d, convTranspose2d, dense, lstm, spectralNorm, weightNorm } from "../../../src/index.ts";
import type { Layer, State } from "../../../src/layers/contract/layer.ts";
import type { Parameters } from "../../../src/parameters/parameters.ts";
import { counted, expectNear, type Listed, readRecorded, toTensors } from "../../recorded.ts";

interface Case {
  readonly x: Listed;
  readonly params: object;
  readonly state?: object;
  readonly y: Listed;
  readonly after?: object;
  readonly predicted?: Listed;
  readonly gradients: object;
}
type Wrapper = "weightNorm" | "spectralNorm";
/** By record-weights.py, PyTorch in float64. */
const recorded = readRecorded<Readonly<Record<"dense" | "conv2d", Readonly<Record<Wrapper, Case>>>>>(
  "layers/normalization",
  "weights.json",
);
const at = (training: boolean) => ({ training, key: key(0), path: "" });
const layers = { dense: () => dense(3), conv2d: () => conv2d(3, 3, { padding: "valid" }) };
const wrappers = { weightNorm, spectralNorm };

describe.each(Object.keys(wrappers) as Wrapper[])("%s", (wrapper) => {
  it.each(Object.keys(layers) as (keyof typeof layers)[])("of %s is PyTorch's, with its gradients", async (kind) => {
    const { y, after, predicted, gradients, ...given } = recorded[kind][wrapper];
    const layer = wrappers[wrapper](layers[kind]());
    const { params, x, state = {} } = toTensors(given) as unknown as { params: Parameters; x: Tensor; state?: State };
    const run = (signals: { params: Parameters; x: Tensor }, training = true) =>
      layer.apply(signals.params, state, signals.x, at(training));
    const slopes = grad((signals: { params: Parameters; x: Tensor }) => {
      const made = run(signals).y;
      return made.mul(counted(made, Math.cos)).sum();
    })({ params, x });
    const applied = run({ params, x });
    expectNear(await data({ y: applied.y, gradients: slopes }), { y, gradients }, 1e-4);
    if (!after) return;
    expectNear(await data(applied.state as never), after, 1e-4);
    // After the step PyTorch predicts with the vectors that the step left.
    const later = layer.apply(params, applied.state, x, at(false));
    expectNear(await later.y.data(), predicted!, 1e-4);
  });
});

it("weightNorm begins as the layer would, of transposed kernels too", async () => {
  const inner = convTranspose2d(3, 2, { stride: 2 });
  const layer = weightNorm(inner);
  const { params } = layer.init(key(3), [2, 3, 3]);
  const x = params.convTranspose2d as Parameters;
  const image = (x.weight as Tensor)
    .slice([0, 1])
    .reshape([1, 2, 3, 2])
    .pad([
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 1],
    ]);
  const [a, b] = await data([layer.apply(params, {}, image, at(true)).y, inner.apply(x, {}, image, at(true)).y]);
  expectNear(a, { shape: [], data: [...b!] }, 1e-6);
});

it("spectralNorm makes a matrix whose largest singular value is 1", async () => {
  const layer: Layer = spectralNorm(dense(4, { bias: false }), { iterations: 30 });
  const { params, state } = layer.init(key(5), [6]);
  const normed = layer.apply(params, state, eye(6), at(true)).y;
  const [values] = normed.transpose().matmul(normed).eigh();
  expect(await values.max().item()).toBeCloseTo(1, 4);
});

it("refuses a layer without one weight", () => {
  expect(() => weightNorm(lstm(3))).toThrow(
    "weightNorm takes a layer with one weight, dense or a convolution: got lstm.",
  );
  expect(() => spectralNorm((x: Tensor) => x)).toThrow("spectralNorm takes a layer with one weight");
});
