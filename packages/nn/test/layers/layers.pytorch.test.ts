import { data, grad, key, type Tensor, tensor, valueAndGrad, zeros } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { type AnyLayer, applyLayer, type Context, initialize, type Layer } from "../../src/layers/contract/layer.ts";
import * as layers from "../../src/layers/index.ts";
import { sparseSoftmaxCrossEntropy } from "../../src/losses/sparse-softmax-cross-entropy.ts";
import type { Parameters } from "../../src/parameters/parameters.ts";
import { expectNear, type Listed, readRecorded } from "../recorded.ts";

interface Case {
  readonly layer: string;
  readonly arguments: readonly unknown[];
  readonly training: boolean;
  readonly x: Listed;
  readonly params: Readonly<Record<string, Listed>>;
  readonly y: Listed;
  readonly weights: readonly number[];
  readonly slopes: readonly (readonly number[])[];
}

interface Network {
  readonly x: Listed;
  readonly labels: readonly number[];
  readonly params: Readonly<Record<string, Listed>>;
  readonly loss: number;
  readonly slopes: readonly (readonly number[])[];
}

/** By record.py and record-places.py, PyTorch in float64. */
const { cases: first, network } = readRecorded<{ readonly cases: readonly Case[]; readonly network: Network }>(
  "layers",
);

const cases = [...first, ...readRecorded<{ readonly cases: readonly Case[] }>("layers", "recorded-places.json").cases];

const toTensor = ({ data: numbers, shape }: Listed): Tensor => tensor(Float32Array.from(numbers), { shape });
const at = (training: boolean): Context => ({ training, key: key(0), path: "" });

/** { "a/b": t } as { a: { b: t } }. */
const nested = (list: Readonly<Record<string, Tensor>>): Parameters => {
  const result: Record<string, Record<string, unknown>> = {};
  for (const [path, part] of Object.entries(list)) {
    const names = path.split("/");
    let place: Record<string, unknown> = result;
    for (const name of names.slice(0, -1)) {
      place[name] ??= {};
      place = place[name] as Record<string, unknown>;
    }
    place[names.at(-1)!] = part;
  }
  return result as unknown as Parameters;
};

const run = (each: Case) => {
  const make = (layers as unknown as Record<string, (...args: unknown[]) => Layer>)[each.layer]!;
  const layer = make(...each.arguments);
  const x = toTensor(each.x);
  const params = Object.fromEntries(Object.entries(each.params).map(([name, part]) => [name, toTensor(part)]));
  const { state, outputShape, params: own } = layer.init(key(1), each.x.shape.slice(1));
  const f = ([input, list]: [Tensor, Record<string, Tensor>]) =>
    layer.apply(nested(list), state, input, at(each.training)).y;
  const weights = tensor(Float32Array.from(each.weights), { shape: each.y.shape });
  const slopes = grad((inputs: [Tensor, Record<string, Tensor>]) => f(inputs).mul(weights).sum())([x, params]);
  return { outputShape, names: Object.keys(own), y: f([x, params]), slopes };
};

describe("what PyTorch makes, and its gradients", () => {
  const made = cases.map(run);
  const computed = data(made.map(({ y, slopes: [x, params] }): Tensor[] => [y, x, ...Object.values(params)]));

  it.each(cases.map((each, i) => [`${each.layer} ${JSON.stringify(each.arguments)} on [${each.x.shape}]`, i] as const))(
    "%s",
    async (_, i) => {
      const { y, slopes, params } = cases[i]!;
      const [value, ...gradients] = (await computed)[i]!;
      expect(made[i]!.outputShape).toEqual(y.shape.slice(1));
      expect(new Set(made[i]!.names)).toEqual(new Set(Object.keys(params).map((path) => path.split("/")[0])));
      expectNear(value, y, 2e-5);
      slopes.forEach((slope, k) => expectNear(gradients[k], { shape: [slope.length], data: slope }, 5e-5));
    },
  );
});

it("a net of convolution, batch norm, PReLU, residual and pooling has PyTorch's loss and gradients", async () => {
  const { sequential, conv2d, batchNorm, prelu, residual, maxPool, globalAveragePool, dense } = layers;
  const model: AnyLayer = sequential(
    conv2d(4, 3),
    batchNorm(),
    prelu(),
    residual(conv2d(4, 3, { bias: false }), (x: Tensor) => x.relu()),
    maxPool(2),
    globalAveragePool(),
    dense(3),
  );
  const params = nested(
    Object.fromEntries(Object.entries(network.params).map(([path, part]) => [path, toTensor(part)])),
  );
  const initialized = initialize(model, key(0), network.x.shape.slice(1));
  const shapesOf = (part: Parameters | Tensor): unknown =>
    "shape" in part
      ? part.shape
      : Object.fromEntries(Object.entries(part).map(([name, each]) => [name, shapesOf(each)]));
  expect(shapesOf(initialized.params)).toEqual(shapesOf(params));
  const labels = tensor([...network.labels], { dtype: "int32" });
  const [loss, slopes] = valueAndGrad((p: Parameters) =>
    sparseSoftmaxCrossEntropy(
      applyLayer(model, p, initialized.state, toTensor(network.x), at(true)).y as Tensor,
      labels as never,
    ).mean(),
  )(params);
  const list = (part: Parameters | Tensor): Tensor[] =>
    "shape" in part ? [part as Tensor] : Object.values(part).flatMap(list);
  const [value, ...gradients] = await data([loss, ...list(slopes)]);
  expect(value![0]).toBeCloseTo(network.loss, 5);
  network.slopes.forEach((slope, k) => expectNear(gradients[k], { shape: [slope.length], data: slope }, 5e-5));
});

it("shapes before anything is computed are those that come out", () => {
  const { conv2d } = layers;
  expect(conv2d(8, 3).init(key(0), [3, 32, 32]).outputShape).toEqual([8, 32, 32]);
  expect(
    conv2d(8, 3).apply(conv2d(8, 3).init(key(0), [3, 9, 9]).params, {}, zeros([5, 3, 9, 9]), at(false)).y.shape,
  ).toEqual([5, 8, 9, 9]);
});
