import { expect, test } from "vitest";
import { surrogate, type Task } from "../../../src/samplers/gp/surrogate.ts";

/** Twelve points of the plane, spread evenly, of a bowl that is bent. */
const rows = Array.from({ length: 12 }, (_, i) => Float64Array.from([0.31, 0.57], (step) => ((i + 1) * step) % 1));
const height = ([a = 0, b = 0]: Float64Array): number => (a - 0.3) ** 2 + 2 * (b - a * a) ** 2;
const slope = ([a = 0, b = 0]: Float64Array): Float64Array =>
  Float64Array.of(2 * (a - 0.3) - 8 * a * (b - a * a), 4 * (b - a * a));
const task = (slopes?: Task["slopes"]): Task => ({
  rows,
  categorical: [false, false],
  values: rows.map(height),
  trials: rows.length,
  stretched: true,
  parabola: false,
  noisy: false,
  ...(slopes && { slopes }),
});
const right = rows.map(slope);
const missBy = (given: Task): number => {
  const model = surrogate(given, undefined);
  const belief = { mean: 0, variance: 0 };
  const at = [0.17, 0.33, 0.61, 0.83].flatMap((a) => [0.12, 0.44, 0.72].map((b) => Float64Array.of(a, b)));
  const squares = at.map((row) => {
    model.at(row, belief);
    return (belief.mean - model.warped.of(height(row))) ** 2;
  });
  return Math.sqrt(squares.reduce((sum, each) => sum + each, 0) / at.length);
};

test("a model that is told slopes as well misses other points by less than a third", () => {
  expect(surrogate(task(right), undefined).kept.sloped).toBe(true);
  expect(missBy(task(right))).toBeLessThan(missBy(task()) / 3);
});

test("slopes with the wrong sign agree with each other, and are not believed: the model is the one that knows none", () => {
  const wrong = right.map((each) => each.map((along) => -along));
  expect(surrogate(task(wrong), undefined).kept).toEqual(surrogate(task(), undefined).kept);
  expect(missBy(task(wrong))).toBe(missBy(task()));
});

test("noise in slopes is found: they are believed as far as they go, in whatever unit values are", () => {
  const noisy = right.map((each, i) => each.map((along, k) => along + 0.3 * Math.sin(7 * i + 3 * k)));
  const share = (slopes: Task["slopes"]) => surrogate(task(slopes), undefined).theta.at(-1)!;
  expect(share(noisy)).toBeGreaterThan(share(right) + Math.log(100));
  const unit = 1e6;
  const scaled: Task = {
    ...task(right.map((each) => each.map((along) => unit * along))),
    values: rows.map(height).map((each) => unit * each),
  };
  expect(missBy(task(right))).toBeLessThan(0.05);
  expect(surrogate(scaled, undefined).kept.theta.at(-1)).toBeCloseTo(share(right), 2);
});

test("the mean at the rows is of values alone, one for each, also where slopes are known at some rows only", () => {
  const { smooth } = surrogate(task(right.map((each, i) => (i % 3 === 0 ? each : undefined))), undefined);
  expect(smooth).toHaveLength(rows.length);
});

test("what was kept goes on while slopes are told, and begins anew where they are told no more", () => {
  const told = surrogate(task(right), undefined).kept;
  expect(surrogate(task(right), told).kept).toBe(told);
  expect(surrogate(task(), told).kept).toEqual(surrogate(task(), undefined).kept);
  const plain = surrogate(task(), undefined).kept;
  expect(surrogate(task(), plain).kept).toBe(plain);
});
