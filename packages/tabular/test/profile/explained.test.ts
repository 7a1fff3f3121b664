import { seededRandom } from "@kaviar/base/random";
import { expect, it } from "vitest";
import { explainedShare } from "../../src/profile/explained.ts";
import { table } from "../../src/table/index.ts";

const rows = 2000;
const all = Int32Array.from({ length: rows }, (_, row) => row);
const random = seededRandom(1);
const x = Float64Array.from({ length: rows }, () => random());
const numbers = (values: Float64Array) => ({ task: "numbers", values }) as const;
const column = (values: ArrayLike<number> | readonly (string | null)[]) => table({ x: values }).data[0]!;

it("is near 1 of what follows from the column, by any curve, and 0 of what does not", () => {
  expect(explainedShare(column(x), numbers(x.map((v) => Math.sin(6 * v))), all)).toBeGreaterThan(0.98);
  expect(explainedShare(column(x), numbers(x.map(() => random())), all)).toBeLessThan(0.02);
});

it("of half noise is a half: y = x + e with the variance of x", () => {
  const y = x.map((v) => v + random());
  expect(explainedShare(column(x), numbers(y), all)).toBeCloseTo(0.5, 1);
});

it("of texts with a row each is 0: what is remembered is not explained", () => {
  const names = Array.from({ length: rows }, (_, i) => `row${i}`);
  const codes = Int32Array.from({ length: rows }, () => Math.floor(random() * 2));
  expect(explainedShare(column(names), { task: "classes", classes: ["a", "b"], codes }, all)).toBeLessThan(0.01);
});

it("counts missing values as a group of their own", () => {
  const gaps = Array.from({ length: rows }, (_, i) => (i % 3 === 0 ? null : "z"));
  const y = Float64Array.from({ length: rows }, (_, i) => (i % 3 === 0 ? 1 : 0));
  expect(explainedShare(column(gaps), numbers(y), all)).toBeGreaterThan(0.99);
});
