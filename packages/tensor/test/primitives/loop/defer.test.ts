import { data, grad, key, mapStructure, normal, scan, type Tensor, vmap } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { bodyNodes } from "../../../src/core/body.ts";
import { nodesBehind } from "../../../src/core/walk.ts";
import { isLoop } from "../../../src/graph/control-nodes.ts";
import { flatten } from "../../../src/tracing/structure.ts";
import { expectSame } from "../../close.ts";

type Exact = Tensor<"float64">;

const [steps, batch, features, width] = [5, 3, 2, 4];
const random = (seed: number, shape: number[]): Exact => normal(key(seed), shape, { dtype: "float64" });
const rows = random(1, [steps, batch, features]);
const start = random(2, [batch, width]);
const weights = {
  input: random(3, [features, width]),
  hidden: random(4, [width, width]),
  bias: random(5, [width]),
  gain: random(6, [1, width]),
};
type Weights = typeof weights;
type Step = (w: Weights, h: Exact, x: Exact) => Exact;

const cells: Record<string, Step> = {
  "weights on the right": (w, h, x) => x.matmul(w.input).add(h.matmul(w.hidden)).add(w.bias).tanh(),
  "weights on the left": (w, h, x) =>
    w.hidden.matmul(h.transpose()).transpose().add(x.matmul(w.input)).add(w.bias).tanh(),
  "weights read twice": (w, h, x) =>
    h.matmul(w.hidden).tanh().matmul(w.hidden).add(x.matmul(w.input)).mul(w.gain).sin(),
  "weights turned over": (w, h, x) =>
    h.matmul(w.hidden.transpose()).add(concatRows(x).matmul(w.input)).mul(w.gain.sigmoid()).tanh(),
  "rows under more axes": (w, h, x) =>
    h.reshape([batch, 1, width]).matmul(w.hidden).reshape([batch, width]).add(x.matmul(w.input)).add(w.bias).tanh(),
};
const concatRows = (x: Exact): Exact => x.reshape([features, batch]).reshape([batch, features]);

const through =
  (cell: Step, options: { reverse?: boolean; rematerialize?: boolean }) =>
  (w: Weights): Exact => {
    const [last, all] = scan(
      (h: Exact, x: Exact): [Exact, Exact] => {
        const next = cell(w, h, x);
        return [next, next.square().sum()];
      },
      start,
      rows,
      options,
    );
    return last.sum().add(all.cumsum(0).sum());
  };

const unrolled =
  (cell: Step) =>
  (w: Weights): Exact => {
    let [h, total] = [start, random(9, []).mul(0)];
    let all = total;
    for (let t = 0; t < steps; t++) {
      h = cell(w, h, rows.slice(t));
      total = total.add(h.square().sum());
      all = all.add(total);
    }
    return h.sum().add(all);
  };

const sumOfSquares = (w: Weights): Exact =>
  flatten(w)
    .map((each) => (each as Exact).square().sum())
    .reduce((a, b) => a.add(b));

describe.each(Object.entries(cells))("the gradient through time with %s", (_, cell) => {
  it("is that of the steps written out", async () => {
    const [actual, expected] = [grad(through(cell, {}))(weights), grad(unrolled(cell))(weights)];
    for (const name of ["input", "hidden", "bias", "gain"] as const) await expectSame(actual[name], expected[name]);
  });

  it("is the same with steps computed again, where sums are carried", async () => {
    for (const reverse of [false, true]) {
      const actual = grad(through(cell, { reverse }))(weights);
      const carried = grad(through(cell, { reverse, rematerialize: true }))(weights);
      await expectSame(actual.hidden, carried.hidden);
    }
  });

  it("can be differentiated again", async () => {
    const second = (f: (w: Weights) => Exact) => grad((w: Weights) => sumOfSquares(grad(f)(w)))(weights);
    await expectSame(second(through(cell, {})).hidden, second(unrolled(cell)).hidden, 1e-10);
  });

  it("is taken for each example of a batch", async () => {
    const stacks = mapStructure((w) => w.expandDims(0).concat(w.mul(0.5).expandDims(0)), weights) as Weights;
    const both = vmap((w: Weights) => grad(through(cell, {}))(w).hidden)(stacks);
    const half = mapStructure((w) => w.mul(0.5), weights) as Weights;
    await expectSame(both.slice(1), grad(through(cell, {}))(half).hidden, 1e-11);
  });
});

it("no weight gradient is carried from step to step, and none is multiplied out in a step", async () => {
  const gradient = grad(through(cells["weights on the right"]!, {}))(weights);
  const [, back] = nodesBehind(flatten(gradient)).filter(isLoop);
  expect(back!.params.carried).toBe(1);
  // The one product left takes the cotangent to the step before.
  expect(bodyNodes(back!.params.body).filter(({ primitive }) => primitive.name === "matmul")).toHaveLength(1);
  expect((await data(gradient)).hidden).toHaveLength(width * width);
});

it("where an inner axis is long, or steps are to be computed again, sums are carried", () => {
  const long = random(7, [300, features]);
  const f = (w: Exact) =>
    scan((h: Exact, x: Exact) => [h.add(long.mul(x).matmul(w).sum()), h], random(8, []), random(1, [3]))[0];
  const [, back] = nodesBehind([grad(f)(random(2, [features, 2]))]).filter(isLoop);
  expect(back!.params.carried).toBe(2);
});
