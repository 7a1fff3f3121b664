import { compile, cond, data, grad, key, loop, lstm, normal, scan, type Tensor, tensor } from "@kaviar/tensor";
import { type DecodedGraph, decode } from "@kaviar/tensor/onnx/decode";

import { describe, expect, it } from "vitest";

/** σ(x) = e^x / (1 + e^x), in float64. */
const sigma = (x: number): number => Math.exp(x) / (1 + Math.exp(x));

const places = Float32Array.from({ length: 300 }, (_, i) => -86.95 + i * 0.3);
const x = tensor(places);
const whether = tensor(true, { dtype: "bool" }) as Tensor<"bool">;

/** Wherever digits of a small sigmoid reach a result, with that result. */
const reached: Readonly<Record<string, readonly [(x: Tensor) => Tensor, (x: number) => number]>> = {
  "the result": [(x) => x.sigmoid(), sigma],
  "a product": [(x) => x.mul(x.sigmoid()), (x) => x * sigma(x)],
  "a logarithm": [(x) => x.sigmoid().log(), (x) => x - Math.log1p(Math.exp(x))],
  "the slope of a logarithm": [grad((x: Tensor) => x.sigmoid().log().sum()), (x) => 1 - sigma(x)],
  "the slope": [grad((x: Tensor) => x.sigmoid().sum()), (x) => sigma(x) * (1 - sigma(x))],
  "a divisor": [(x) => x.mul(0).add(1e-9).div(x.div(4).sigmoid()), (x) => 1e-9 / sigma(x / 4)],
  "a root": [(x) => x.sigmoid().sqrt(), (x) => Math.sqrt(sigma(x))],
  "a comparison": [(x) => x.sigmoid().greater(0).cast("float32"), () => 1],
  "rows that are moved": [(x) => x.reshape([3, 100]).sigmoid().transpose().transpose().reshape([300]), sigma],
  "the state of a loop": [(x) => loop(2, x, (s) => s.mul(0).add(x).sigmoid()), sigma],
  "a state two steps later": [
    (x) =>
      loop(3, { a: x, b: x, c: x }, ({ a, b }) => ({
        a: x.mul(0).add(a.sigmoid()).mul(0).add(x),
        b: a.sigmoid(),
        c: b,
      })).c,
    sigma,
  ],
  "rows of a loop": [(x) => scan((s: Tensor, row: Tensor) => [s.add(1), row.sigmoid()], tensor(0), x)[1], sigma],
  "what a loop closes over": [
    (x) => {
      const gate = x.sigmoid();
      return loop(2, x, () => gate.mul(1.5)).div(1.5);
    },
    sigma,
  ],
  "a branch": [
    (x) =>
      cond(
        whether,
        () => x.sigmoid(),
        () => x,
      ),
    sigma,
  ],
};

const operators = ({ nodes }: DecodedGraph): string[] =>
  nodes.flatMap(({ op, attributes }) => [
    op,
    ...Object.values(attributes).flatMap((each) =>
      typeof each === "object" && "graph" in each ? operators((each as { graph: DecodedGraph }).graph) : [],
    ),
  ]);

const operatorsOf = async (f: (x: Tensor) => unknown, x: Tensor): Promise<string[]> =>
  operators(decode(await compile(f as (x: Tensor) => Tensor).toOnnx([x])).graph);

describe("a sigmoid", () => {
  it.each(Object.entries(reached))("has every digit far out, in %s", async (_, [f, expected]) => {
    const [computed, compiled] = await data([f(x), compile(f)(x)]);
    places.forEach((at, i) => {
      const wanted = expected(at);
      for (const each of [computed!, compiled!])
        expect(Math.abs(each[i]! / wanted - 1), `at ${at}: ${each[i]}, ${wanted}`).toBeLessThan(2e-6);
    });
  });

  it("stays one operator in a gate, where it is multiplied and added to something", async () => {
    const w = normal(key(1), [4, 4]);
    const gate = (x: Tensor) => x.matmul(w).sigmoid().mul(x.tanh()).add(x);
    const step = (x: Tensor) => x.sub(grad((x: Tensor) => gate(x).square().sum())(x).mul(0.1));
    for (const f of [gate, step, (x: Tensor) => loop(5, x, gate), (x: Tensor) => loop(5, x, step)]) {
      const used = await operatorsOf(f, normal(key(2), [3, 4]));
      expect(used).toContain("Sigmoid");
      expect(used).not.toContain("Exp");
    }
  });

  it("stays one operator in a hidden layer and in the gates of an LSTM that is trained", async () => {
    const weights = { input: normal(key(3), [3, 8]), recurrent: normal(key(4), [2, 8]) };
    const loss = (input: Tensor) =>
      lstm(normal(key(5), [2, 4, 3]), { ...weights, input })
        .state.h.square()
        .sum();
    const hidden = (w: Tensor) =>
      normal(key(6), [5, 3])
        .matmul(w)
        .sigmoid()
        .matmul(normal(key(7), [8, 1]))
        .square()
        .sum();
    for (const f of [loss, hidden]) {
      const used = await operatorsOf((w) => w.sub(grad(f)(w).mul(0.1)), weights.input);
      expect(used).toContain("Sigmoid");
      expect(used).not.toContain("Exp");
    }
  });
});
