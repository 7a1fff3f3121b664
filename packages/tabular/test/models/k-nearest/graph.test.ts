import { normal, seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import { runGraph } from "../../../src/conformance/observe.ts";
import { kNearest, type Table, table } from "../../../src/index.ts";
import { classesOf, fit } from "../fit.ts";

const sample = (rows: number, seed: number): Table => {
  const random = seededRandom(seed);
  const draw = () => Float64Array.from({ length: rows }, () => normal(random));
  // The second column has ten values: many points are as far as each other.
  return table({ a: draw().map((value) => Math.round(value)), b: draw().map((value) => Math.round(3 * value) / 10) });
};

describe("kNearest in a graph", () => {
  // From 1000 points on it goes row by row.
  it.each([
    [999, { k: 4 }],
    [1000, { k: 4 }],
    [1200, { k: 7, weights: "distance", p: 1 }],
    [1200, { k: 7, weights: "distance", p: 3 }],
  ] as const)("says the same of %i points, to the last bit of a sum: %o", async (count, options) => {
    const points = sample(count, 1);
    const codes = Array.from({ length: count }, (_, row) => (row * 7919) % 3);
    const model = kNearest(options);
    const { state, predict } = await fit(model, { table: points, target: classesOf(codes) });
    for (const rows of [1, 150]) {
      const asked = sample(rows, 2);
      const [there] = await runGraph(asked, (wires, graph) => [
        { kind: "numbers", tensor: model.definition.onnx(state, wires, graph, model.options), width: 3 },
      ]);
      const here = await predict(asked);
      for (const [i, value] of here.entries()) expect(Math.abs(Number(there![i]) - value)).toBeLessThan(1e-12);
    }
  });
});
