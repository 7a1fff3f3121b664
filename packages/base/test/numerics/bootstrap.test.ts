import { expect, it } from "vitest";
import { bootstrap } from "../../src/numerics/index.ts";

it("is as wide as the mean of so many rows is unsure: ± 1.96 σ / √n", () => {
  const values = Float64Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 0 : 1));
  const mean = (rows: Int32Array) => rows.reduce((sum, row) => sum + values[row]! / rows.length, 0);
  const { low, high } = bootstrap(400, mean, 1)!;
  expect(low).toBeCloseTo(0.5 - (1.96 * 0.5) / 20, 1.5);
  expect(high).toBeCloseTo(0.5 + (1.96 * 0.5) / 20, 1.5);
  expect(bootstrap(400, mean, 1)).toEqual({ low, high });
});

it("says nothing of a handful of rows", () => {
  expect(bootstrap(5, () => 1, 1)).toBeUndefined();
});
