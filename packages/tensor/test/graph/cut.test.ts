import { cond, gelu, grad, loop, scan, type Tensor, tensor, valueAndGrad } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { type AnyTensor, placeholder } from "../../src/core/tensor.ts";
import { nodesBehind } from "../../src/core/walk.ts";
import { feedOf } from "../../src/evaluation/evaluation.ts";
import { cut } from "../../src/graph/cut.ts";
import { inputName, lower } from "../../src/graph/lower.ts";
import { optimize } from "../../src/graph/optimize.ts";
import { encode } from "../../src/onnx/encode.ts";
import type { OnnxGraph } from "../../src/onnx/model.ts";
import { evaluate } from "../../src/reference/evaluate.ts";
import { onnxRuntime } from "../../src/runtimes/onnxruntime.ts";
import type { Feed } from "../../src/runtimes/runtime.ts";
import { flatten } from "../../src/tracing/structure.ts";

type Computation = (x: Tensor) => AnyTensor | readonly AnyTensor[];

const repeat =
  (times: number, step: (x: Tensor, i: number) => Tensor) =>
  (x: Tensor): Tensor => {
    let y = x;
    for (let i = 0; i < times; i++) y = step(y, i);
    return y;
  };

const chain = repeat(250, (y, i) => (i % 2 ? y.mul(0.9) : y.sin().add(0.3)));

const x = tensor(Array.from({ length: 4 }, (_, i) => [Math.sin(i), Math.cos(3 * i), 0.3 * i - 1]));

/** Graphs of hundreds of operators in a row, by where the row is and what crosses from piece to piece. */
const computations: Readonly<Record<string, Computation>> = {
  "a chain": (x) => [...[1, 2, 3].map((k) => chain(x.mul(k)))],
  "its derivative": (x) => valueAndGrad((x: Tensor) => chain(x).sum())(x),
  "values that wait for the end": (x) => {
    const waiting = Array.from({ length: 300 }, (_, i) => x.mul(i / 300).sin());
    return waiting.reduceRight((sum, each) => sum.mul(0.5).add(each));
  },
  "what a body of a loop does": (x) => loop(2, x, (x) => chain(chain(chain(x)))),
  "the derivative of a loop": grad((x: Tensor) => loop(2, x, chain).sum()),
  "a loop in a loop": (x) => loop(2, x, (x) => loop(2, x.mul(0.5), (x) => chain(chain(chain(x))))),
  "rows and what a loop closes over": (x) =>
    scan((s: Tensor, row: Tensor) => [chain(chain(s.add(row))), chain(row)] as const, x.sum(0), x),
  "the branches of a condition": (x) =>
    cond(
      x.sum().greater(100),
      () => chain(chain(chain(x))),
      () => chain(chain(chain(x.mul(2)))),
    ),
  "a loop among others": (x) => loop(3, chain(x), (x) => x.mul(1.01)).add(chain(chain(x))),
  "integers and truths": (x) => {
    const whole = repeat(700, (y, i) => y.add(i % 3).maximum(1 - i))(x.mul(3).cast("int32") as never);
    return [whole, whole.greater(10)];
  },
  "operators that stand for what they are composed of": repeat(700, (y) => gelu(y).add(0.1)),
  "tables of constants": (x) => repeat(700, (y, i) => y.mul(0.5).add(tensor([i, 1, 2])))(x),
  "an input as it came, and a number": (x) => [x, tensor(2), chain(chain(chain(x)))],
  "no input at all": () => repeat(1000, (y) => y.mul(0.9).add(0.1))(tensor(3).mul(1)),
};

const longest = ({ nodes }: Pick<OnnxGraph, "nodes">): number => {
  const attributes = nodes.flatMap((node) => Object.values(node.attributes));
  const bodies = attributes.flatMap((each) => (typeof each === "object" && "graph" in each ? [each.graph] : []));
  return Math.max(nodes.length, ...bodies.map(longest));
};

/** The graph in pieces as a file, and what the processor makes of it. */
const inPieces = async (computation: Computation) => {
  const formal = placeholder(x.shape, "float32", "x") as Tensor;
  const outputs = flatten(computation(formal));
  const known = nodesBehind(outputs).flatMap(({ inputs }) => inputs.filter(({ origin }) => origin.kind === "elements"));
  const always = placeholder([], "bool", "what always holds");
  const inputs = [formal, ...new Set([...known, ...outputs.filter(({ origin }) => origin.kind === "elements")])];
  const lowered = lower([...inputs, always], cut(optimize(outputs, inputs), inputs, always));
  const feeds: Feed[] = [
    feedOf(x),
    ...inputs.slice(1).map(feedOf),
    { dtype: "bool", shape: [], elements: Uint8Array.of(1) },
  ];
  const session = await onnxRuntime("cpu").load(encode(lowered.model), { threads: 1 });
  const { outputs: results, ...graph } = lowered.model.graph;
  const got = await session.run(
    Object.fromEntries(lowered.inputs.map((place) => [inputName(place), feeds[place]!])),
    results.map(({ name }) => name),
  );
  await session.release();
  return { graph, got: got.map(({ elements }) => elements) };
};

describe("a graph in pieces", () => {
  for (const [name, computation] of Object.entries(computations)) {
    it(`has its values, and no long one is left: ${name}`, async () => {
      const { graph, got } = await inPieces(computation);
      expect(longest(graph)).toBeLessThan(400);
      const wanted = evaluate(flatten(computation(x)));
      wanted.forEach(({ data }, i) => {
        const isFar = (value: number, at: number) => !(Math.abs(value - data[at]!) <= 1e-5 * (1 + Math.abs(data[at]!)));
        expect([...got[i]!].map(Number).filter(isFar)).toEqual([]);
      });
    });
  }
});
