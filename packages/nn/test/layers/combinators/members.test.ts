import { data, key, normal, type Tensor } from "@kaviar/tensor";
import { expect, it } from "vitest";
import {
  applyLayer,
  batchNorm,
  dense,
  dropout,
  fit,
  initialize,
  members,
  type Parameters,
  relu,
  type State,
  sequential,
  summary,
} from "../../../src/index.ts";
import type { Context } from "../../../src/layers/contract/layer.ts";

const at = (context: Partial<Context> = {}): Context => ({ training: false, key: key(0), path: "", ...context });
const x = normal(key(1), [5, 3]);
const slices = <S>(structure: S, i: number): S =>
  Object.fromEntries(
    Object.entries(structure as Record<string, Tensor>).map(([name, part]) => [
      name,
      "shape" in part ? (part as Tensor).slice(i) : slices(part, i),
    ]),
  ) as S;

it("says what each member says by itself, batch norms and their averages included", async () => {
  const one = sequential(dense(4), batchNorm(), relu, dense(2));
  const together = members(3, one);
  const { params, state, outputShape } = initialize(together, key(2), [3]);
  expect(outputShape).toEqual([3, 2]);
  const all = applyLayer(together, params, state, x, at({ training: true }));
  const alone = [0, 1, 2].map((i) =>
    applyLayer(one, slices<Parameters>(params, i), slices<State>(state, i), x, at({ training: true })),
  );
  const y = all.y as Tensor;
  for (const [i, { y: own, state: next }] of alone.entries()) {
    const found = (await data({
      y: y.transpose([1, 0, 2]).slice(i),
      own: own as Tensor,
      moved: (all.state as { batchNorm: { mean: Tensor } }).batchNorm.mean.slice(i),
      next: (next as { batchNorm: { mean: Tensor } }).batchNorm.mean,
    })) as Record<string, Float32Array>;
    found.y!.forEach((value, place) => {
      expect(value).toBeCloseTo(found.own![place]!, 5);
    });
    found.moved!.forEach((value, place) => {
      expect(value).toBeCloseTo(found.next![place]!, 5);
    });
  }
});

it("begins every member otherwise, and drops out the same numbers of each", async () => {
  const layer = members(2, dropout(0.5));
  const { params, state } = initialize(layer, key(0), [400]);
  const { y } = applyLayer(layer, params, state, normal(key(3), [1, 400]), at({ training: true })) as { y: Tensor };
  const values = await y.data();
  expect(Math.abs(values.filter((value) => value === 0).length / 800 - 0.5)).toBeLessThan(0.1);
  expect(values.slice(0, 400)).toEqual(values.slice(400));
  const weight = await (initialize(members(2, dense(1)), key(4), [3]).params as { weight: Tensor }).weight.data();
  expect(weight.slice(0, 3)).not.toEqual(weight.slice(3));
});

it("learns, and counts what all of its members have", async () => {
  const together = members(4, sequential(dense(8), relu, dense(1)));
  expect(summary(together, [3]).split("\n").at(-1)).toContain(String(4 * (3 * 8 + 8 + 8 + 1)));
  const rows = Array.from(await normal(key(5), [200, 3]).data());
  const y = Array.from({ length: 200 }, (_, i) => Math.abs(rows[3 * i]!) - rows[3 * i + 1]!);
  const trained = await fit(
    together,
    { x: { data: Float32Array.from(rows), shape: [200, 3] }, y },
    { loss: (p, t) => p.squeeze(-1).sub(t.expandDims(1)).square().mean(-1), epochs: 40, progress: false },
  );
  expect(trained.history.at(-1)!.loss).toBeLessThan(0.3 * trained.history[0]!.loss);
});
