import {
  bernoulli,
  cond,
  fold,
  grad,
  key,
  loop,
  mapStructure,
  normal,
  pow,
  scan,
  type Tensor,
  tensor,
  valueAndGrad,
} from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { bodyNodes } from "../../src/core/body.ts";
import { type AnyTensor, placeholder } from "../../src/core/tensor.ts";
import { nodesBehind } from "../../src/core/walk.ts";
import { isLoop, type LoopNode } from "../../src/graph/control-nodes.ts";
import { optimize } from "../../src/graph/optimize.ts";
import { fuse } from "../../src/graph/passes/fuse.ts";
import { hoist } from "../../src/graph/passes/hoist.ts";
import { lead } from "../../src/graph/passes/lead.ts";
import { pack } from "../../src/graph/passes/pack.ts";
import { prepare } from "../../src/graph/passes/prepare.ts";
import { prune } from "../../src/graph/passes/prune.ts";
import { regroup } from "../../src/graph/passes/regroup.ts";
import { sink } from "../../src/graph/passes/sink.ts";
import { evaluate } from "../../src/reference/evaluate.ts";
import { flatten } from "../../src/tracing/structure.ts";

/** A training epoch in miniature: gathered batches, two layers, Adam with bias correction, dropout from a carried key. */
const epoch = (): AnyTensor[] => {
  interface Layer {
    weight: Tensor;
    bias: Tensor;
  }
  interface State {
    layers: Layer[];
    mean: Layer[];
    square: Layer[];
    step: Tensor;
    key: Tensor<"uint32">;
  }
  const rows = tensor(
    [
      [0, 3],
      [2, 1],
      [1, 1],
    ],
    { dtype: "int32" },
  );
  const x = tensor([
    [1, 0.5, -1],
    [0.2, -0.3, 0.7],
    [-0.6, 0.1, 0.9],
    [0.4, 0.8, -0.2],
  ]);
  const y = tensor([0, 1, 1, 0], { dtype: "int32" });
  const layers: Layer[] = [
    { weight: normal(key(1), [3, 4]), bias: tensor([0.1, -0.1, 0.2, 0]) },
    { weight: normal(key(2), [4, 2]), bias: tensor([0.05, -0.05]) },
  ];
  const loss = (at: Layer[], k: Tensor<"uint32">, batch: Tensor, labels: Tensor<"int32">): Tensor => {
    const [first, second] = at as [Layer, Layer];
    const h = batch.matmul(first.weight).add(first.bias).relu();
    const kept = h.mul(bernoulli(k, h.shape, 0.8).cast("float32")).div(0.8);
    const scores = kept.matmul(second.weight).add(second.bias);
    return scores.logSoftmax().takeAlongAxis(labels.expandDims(1), 1).mean().neg();
  };
  const zero = mapStructure((w) => w.mul(0), layers);
  const start: State = { layers, mean: zero, square: zero, step: tensor(0), key: key(3) };
  const [end, losses] = scan(
    (state: State, batch: Tensor<"int32">): [State, Tensor] => {
      const step = state.step.add(1);
      const next = fold(state.key, 1);
      const [value, g] = valueAndGrad(loss)(state.layers, next, x.gather(batch, 0), y.gather(batch, 0));
      const mean = mapStructure((m, d) => m.mul(0.9).add(d.mul(0.1)), state.mean, g);
      const square = mapStructure((v, d) => v.mul(0.99).add(d.square().mul(0.01)), state.square, g);
      const rate = pow(0.9, step).neg().add(1).reciprocal().mul(0.01);
      const scale = pow(0.99, step).neg().add(1).sqrt();
      const moved = mapStructure(
        (w, m, v) => w.sub(m.mul(rate).div(v.sqrt().div(scale).add(1e-6))),
        state.layers,
        mean,
        square,
      );
      return [{ layers: moved, mean, square, step, key: next }, value];
    },
    start,
    rows,
  );
  return flatten([end.layers, losses]);
};

const throughTime = (): AnyTensor[] => {
  const weights = tensor([
    [0.4, -0.2],
    [0.1, 0.3],
  ]);
  const xs = tensor([[[1, 2]], [[0.5, -1]], [[0.1, 0.2]], [[-1, 1]]]);
  const loss = (w: Tensor, inputs: Tensor): Tensor => {
    const [last, all] = scan(
      (h: Tensor, row: Tensor): [Tensor, Tensor] => {
        const next = row.matmul(w).add(h.matmul(w)).tanh();
        return [next, next.square().sum()];
      },
      tensor([[0.1, 0.2]]),
      inputs,
      { reverse: true },
    );
    return last.sum().add(all.sum());
  };
  const gradient = grad(loss)(weights, xs);
  const twice = grad((w: Tensor) => grad(loss)(w, xs).square().sum())(weights);
  return [gradient, twice];
};

const branches = (): AnyTensor[] => [
  loop(4, tensor([1, 2]), (w, i) =>
    cond(
      i.greater(1),
      () => w.mul(2),
      () => loop(2, w, (v) => v.add(i.cast("float32"))),
    ),
  ),
];

const programs = { epoch, throughTime, branches };
const passes = { prepare, prune, lead, regroup, hoist, sink, pack, fuse, optimize };

const numbers = (tensors: readonly AnyTensor[]): number[] => evaluate(tensors).flatMap(({ data }) => [...data]);

describe.each(Object.entries(programs))("%s", (_, program) => {
  it.each(Object.entries(passes))("computes the same after %s", (_name, pass) => {
    const outputs = program();
    const before = numbers(outputs);
    const after = numbers(pass(prepare(outputs, []), []));
    expect(after).toHaveLength(before.length);
    after.forEach((value, i) => expect(value).toBeCloseTo(before[i]!, 10));
  });
});

const loopsOf = (outputs: readonly AnyTensor[]): LoopNode[] => nodesBehind(outputs).filter(isLoop);
const operators = (node: LoopNode): string[] => bodyNodes(node.params.body).map(({ primitive }) => primitive.name);

describe("a training epoch", () => {
  const trained = loopsOf(optimize(epoch(), []));
  const step = trained.find((node) => operators(node).includes("gemm"))!;

  it("carries all weights in one row, and each moment in another", () => {
    expect(step.params.carried).toBe(3);
    expect(step.params.body.parameters.slice(1, 4).map(({ shape }) => shape)).toEqual([
      [1, 26],
      [1, 26],
      [1, 26],
    ]);
  });

  it("keeps out of the step what does not depend on the weights: batches, labels, masks, counters", () => {
    const inside = operators(step);
    for (const outside of ["gather", "randomBits", "pow", "addAlongAxis", "logSoftmax"])
      expect(inside).not.toContain(outside);
  });

  it("runs counters and keys ahead in a small loop", () => {
    const ahead = trained.filter((node) => node !== step);
    expect(ahead.map(operators)).toEqual([expect.arrayContaining(["randomBits", "add"])]);
  });

  it("has a product for each derivative, a bias in each layer's product, and no sum", () => {
    expect(operators(step).filter((name) => name === "sum")).toEqual([]);
    // 2 layers forward, 2 weight gradients, 1 back through a layer, 2 bias gradients; Adam's rows are too short
    expect(operators(step).filter((name) => name === "gemm")).toHaveLength(7);
  });
});

it("a state that nobody reads leaves the loop", () => {
  const [kept] = loop(3, [tensor(1), tensor(2)] as const, ([a, b]) => [a.mul(2), b.add(a)] as const);
  const [node] = loopsOf(prune([kept], []));
  expect(node!.params.carried).toBe(1);
});

it("equal expressions are computed once", () => {
  const x = tensor([1, 2]);
  const [sum] = prepare([x.exp().add(x.exp())], []);
  expect(nodesBehind([sum!]).map(({ primitive }) => primitive.name)).toEqual(["exp", "add"]);
});

it("what is known is computed while compiling", () => {
  const [folded] = prepare([tensor([1, 2]).mul(pow(2, 3))], []);
  expect(nodesBehind([folded!]).map(({ primitive }) => primitive.name)).toEqual(["constant", "mul"]);
});

describe("factors that do not depend on the state", () => {
  const rows = tensor([
    [1, 2],
    [3, 4],
    [5, 6],
  ]);
  const decays = (h: Tensor) => scan((s: Tensor, x: Tensor) => [s.mul(x).mul(x.sin()).mul(0.5), s], h, rows)[0];

  it("are multiplied with each other for all steps at once", () => {
    const [step] = loopsOf(hoist(regroup(prepare([decays(tensor([1, 1]))], []), []), []));
    expect(operators(step!).filter((name) => name === "mul" || name === "sin")).toHaveLength(2);
  });

  it("stay where the product so far is read elsewhere too", () => {
    const both = (h: Tensor) =>
      scan(
        (s: Tensor, x: Tensor) => {
          const half = s.mul(x);
          return [half.mul(x.sin()), half.sum()];
        },
        h,
        rows,
      );
    const [step] = loopsOf(hoist(regroup(prepare([...both(tensor([1, 1]))], []), []), []));
    expect(operators(step!).filter((name) => name === "mul")).toHaveLength(2);
  });
});

describe("rows under several axes", () => {
  const x = normal(key(4), [2, 3, 4]);
  const [w, b] = [normal(key(5), [4, 5]), normal(key(6), [5])];
  const names = (outputs: AnyTensor[]) => nodesBehind(fuse(outputs, [])).map(({ primitive }) => primitive.name);
  const given = [x, w, b].map((each) => placeholder(each.shape, each.dtype, "an input")) as Tensor[];
  const [xs, ws, bs] = given as [Tensor, Tensor, Tensor];

  it("go through a layer as one Gemm with its bias", () => {
    expect(names([xs.matmul(ws).add(bs)])).toEqual(["reshape", "gemm", "reshape"]);
    expect(names([xs.matmul(ws).add(bs).add(bs)]).filter((name) => name === "gemm")).toHaveLength(1);
  });

  it("are summed by a product with ones, sums of sums at once", () => {
    expect(names([xs.sum([0, 1])])).toEqual(expect.arrayContaining(["gemm"]));
    expect(names([xs.sum(1).sum(0)]).filter((name) => name === "gemm" || name === "sum")).toEqual(["gemm"]);
  });

  it("have the same values", () => {
    const outputs = [
      x.matmul(w).add(b).add(b),
      x.matmul(w).add(normal(key(7), [2, 3, 5])),
      x.sum([0, 1]),
      x.sum(1).sum(0),
      x.sum(1, { keepDims: true }).sum([0, 1]),
      x.sum(2).sum(0),
      x.sum([0, 1], { keepDims: true }),
      x.mean(-1, { keepDims: true }).mul(3).add(0.5),
    ];
    const [before, after] = [numbers(outputs), numbers(fuse(outputs, []))];
    expect(after).toHaveLength(before.length);
    after.forEach((value, i) => expect(value).toBeCloseTo(before[i]!, 10));
  });
});

it("a number beside a column has as many axes as the column", () => {
  const x = placeholder([2, 3, 1], "float32", "an input") as Tensor;
  const [node] = nodesBehind(fuse([x.mul(3)], [])).filter(({ primitive }) => primitive.name === "mul");
  expect(node!.inputs.map(({ shape }) => shape)).toEqual([
    [2, 3, 1],
    [1, 1, 1],
  ]);
});

it("states whose gradients are made differently are packed all the same", () => {
  const [a, b] = [tensor([1, 2, 3]), tensor([4, 5])];
  const [end] = scan(
    ([a, b]: [Tensor, Tensor]): [[Tensor, Tensor], undefined] => [
      [a.mul(0.9).add(a.cumsum(0)), b.mul(0.9).add(b.cumsum(0).mul(0.25))],
      undefined,
    ],
    [a, b] as [Tensor, Tensor],
    tensor([1, 2, 3]),
  );
  const [node] = loopsOf(pack(prepare(end, []), []));
  expect(node!.params.carried).toBe(1);
});
