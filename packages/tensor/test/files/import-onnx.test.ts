import {
  averagePool2d,
  compile,
  conv1d,
  conv2d,
  convTranspose2d,
  data,
  grad,
  importOnnx,
  key,
  lstm,
  maxPool1d,
  maxPool2d,
  mean,
  normal,
  openOnnx,
  scan,
  type Tensor,
  type Tensors,
  tensor,
  variance,
  zeros,
} from "@kaviar/tensor";
import { quantizeOnnx } from "@kaviar/tensor/onnx";
import { describe, expect, it } from "vitest";
import { expectClose } from "../close.ts";

const weights = (seed: number, shape: readonly number[]) => normal(key(seed), shape).mul(0.5);
const float32 = async (x: { data(): Promise<unknown> }) => (await x.data()) as Float32Array;

interface Case {
  readonly x: Tensor;
  readonly own: Readonly<Record<string, Tensor>>;
  readonly f: (own: Readonly<Record<string, Tensor>>, x: Tensor) => Tensor;
}

const cases: Readonly<Record<string, Case>> = {
  "a dense network": {
    x: normal(key(1), [4, 6]),
    own: { w: weights(2, [6, 5]), b: zeros([5]), v: weights(3, [3, 5]), scale: tensor(1.5) },
    f: ({ w, b, v, scale }, x) => x.matmul(w!).add(b!).tanh().matmul(v!.transpose()).mul(scale!).softmax(),
  },
  "standardized rows": {
    x: normal(key(1), [4, 6]),
    own: { gamma: weights(2, [6]), beta: weights(3, [6]) },
    f: ({ gamma, beta }, x) =>
      x
        .sub(mean(x, -1, { keepDims: true }))
        .div(variance(x, -1, { keepDims: true }).add(1e-5).sqrt())
        .mul(gamma!)
        .add(beta!)
        .clip(-1, 1),
  },
  "a convolutional network": {
    x: normal(key(1), [4, 2, 8, 8]),
    own: { a: weights(2, [4, 2, 3, 3]), bias: weights(3, [4]), b: weights(4, [4, 1, 3, 3]), head: weights(5, [16, 3]) },
    f: ({ a, bias, b, head }, x) => {
      const first = maxPool2d(conv2d(x, a!, { padding: "same", bias: bias! }).relu(), 2);
      const second = averagePool2d(conv2d(first, b!, { padding: "same", groups: 4 }).sigmoid(), 2);
      return second.reshape([x.shape[0]!, -1]).matmul(head!).logSoftmax();
    },
  },
  "pooling over windows that overlap": {
    x: normal(key(1), [3, 2, 7, 7]),
    own: { a: weights(2, [2, 3, 3, 3]) },
    f: ({ a }, x) => maxPool2d(convTranspose2d(x, a!, { stride: 2 }), 3, { stride: 2, padding: "same" }),
  },
  "a recurrent network": {
    x: normal(key(1), [3, 4, 2]),
    own: { w: weights(2, [2, 12]), r: weights(3, [3, 12]), b: weights(4, [12]) },
    f: ({ w, r, b }, x) => {
      const { outputs, state } = lstm(x, { input: w!, recurrent: r!, bias: b! });
      return outputs.mean(1).add(state.c).gelu();
    },
  },
  "a signal": {
    x: normal(key(1), [3, 2, 12]),
    own: { a: weights(2, [3, 2, 3]) },
    f: ({ a }, x) => maxPool1d(conv1d(x, a!, { dilation: 2, stride: 1 }), 2).mean(2),
  },
};

describe("our own files come back as functions", () => {
  it.each(Object.entries(cases).flatMap(([name, each]) => [true, false].map((batch) => ({ name, each, batch }))))(
    "$name, batch: $batch",
    async ({ each: { x, own, f }, batch }) => {
      const names = new Map(Object.entries(own).map(([name, tensor]) => [tensor, name]));
      const bytes = await compile((x: Tensor) => f(own, x)).toOnnx([x], { batch, names });
      const { parameters, apply } = importOnnx(bytes);
      expect(Object.keys(parameters)).toEqual(expect.arrayContaining(Object.keys(own)));
      const rows = batch ? x.concat(x.mul(-1)) : x;
      expectClose(await float32(apply(parameters, rows).output!), await float32(f(own, rows)), 1e-5);

      const score = (y: Tensor) => y.mul(normal(key(9), y.shape)).sum();
      const wanted = grad((own: Case["own"]) => score(f(own, x)))(own);
      const got = grad((own: Tensors) => score(apply(own, x).output as Tensor))(parameters);
      const both = await data(Object.keys(own).map((name) => [got[name] as Tensor, wanted[name]!] as const));
      for (const [a, b] of both) expectClose(a, b, 1e-4);
    },
  );

  it("keeps parameters to the bit when it is written again", async () => {
    const { x, own, f } = cases["a convolutional network"]!;
    const write = (own: Case["own"]) =>
      compile((x: Tensor) => f(own, x)).toOnnx([x], {
        batch: true,
        names: new Map(Object.entries(own).map(([name, tensor]) => [tensor, name])),
      });
    const first = await openOnnx(await write(own));
    const again = Object.fromEntries(Object.keys(own).map((name) => [name, first.initializers.get(name) as Tensor]));
    expect(await write(again)).toEqual(await write(own));
    await first.release();
  });

  it("computes with 8-bit weights as the runtime does", async () => {
    const own = { w: weights(2, [16, 32]), v: weights(3, [32, 16]), kernel: weights(4, [16, 2, 3, 3]) };
    const f = (x: Tensor) => {
      const image = conv2d(x.reshape([-1, 2, 4, 4]), own.kernel)
        .relu()
        .mean([2, 3]);
      return image.matmul(own.w).relu().matmul(own.v);
    };
    const x = normal(key(1), [4, 32]);
    const { bytes, weights: narrow } = quantizeOnnx(await compile(f).toOnnx([x], { batch: true }));
    expect(narrow.map(({ as }) => as).sort()).toEqual(["product", "product", "stored"]);
    const { parameters, apply } = importOnnx(bytes);
    const file = await openOnnx(bytes);
    const [port] = file.inputs;
    const expected = (await file.run({ [port!.name]: x })).output!;
    expectClose(await float32(apply(parameters, x).output!), await float32(expected), 1e-5);
    await file.release();
  });

  it("walks as a scan does, and back", async () => {
    const f = (x: Tensor) => scan((s: Tensor, row: Tensor) => [s.mul(row).tanh(), s], tensor([1, 2, 3]), x)[1];
    const x = normal(key(1), [4, 3]);
    const { apply, parameters } = importOnnx(await compile(f).toOnnx([x]));
    const own = (x: Tensor) => apply(parameters, x).output as Tensor;
    expectClose(await float32(own(x)), await float32(f(x)), 1e-6);
    const slope = (f: (x: Tensor) => Tensor) =>
      grad((x: Tensor) =>
        f(x)
          .mul(normal(key(2), [4, 3]))
          .sum(),
      )(x);
    expectClose(await float32(slope(own)), await float32(slope(f)), 1e-5);
  });
});
