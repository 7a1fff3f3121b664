import { expect, test } from "vitest";
import { usedSlopes, warpSlopes } from "../../../src/samplers/gp/slopes.ts";
import { stretches, warpValues } from "../../../src/samplers/gp/warp-values.ts";

test("of more than 120 slopes those at the best values are used, whole rows of them", () => {
  const values = Array.from({ length: 60 }, (_, i) => (i * 37) % 60);
  const slopes = values.map(() => Float64Array.from({ length: 7 }, (_, axis) => axis));
  const used = usedSlopes(slopes, values)!;
  expect(used.of).toHaveLength(17 * 7);
  expect([...new Set(Array.from(used.of, (row) => values[row]!))].sort((a, b) => a - b)).toEqual(
    Array.from({ length: 17 }, (_, i) => i),
  );
  expect(Array.from(used.along.subarray(0, 7))).toEqual([0, 1, 2, 3, 4, 5, 6]);
});

test("what is not told, or steeper than a thousand times the range of values, is left out", () => {
  const { NaN: none } = Number;
  const used = usedSlopes(
    [Float64Array.of(1, none), undefined, Float64Array.of(1e30, -2), Float64Array.of(4001, 3)],
    [0, 1, 2, 4],
  )!;
  expect(Array.from(used.steepness)).toEqual([1, -2, 3]);
  expect(Array.from(used.of)).toEqual([0, 2, 3]);
  expect(usedSlopes([undefined, undefined], [1, 2])).toBeUndefined();
  expect(usedSlopes([Float64Array.of(none)], [1])).toBeUndefined();
});

test.each(stretches)("δ = %d: slopes are bent as values are, dz/du = dz/dy · dy/du", (stretch) => {
  const at = [0.1, 0.3, 0.5, 0.7, 0.95];
  const height = (u: number) => 3 + (u - 0.2) ** 2 + 10 * u ** 4;
  const values = at.map(height);
  const warped = warpValues(values, stretch);
  const told = at.map((u) => Float64Array.of(2 * (u - 0.2) + 40 * u ** 3));
  const { steepness, logJacobian, of } = warpSlopes(usedSlopes(told, values)!, values, warped);
  of.forEach((row, r) => {
    const u = at[row]!;
    // Upwards alone: below the lowest value the bend goes on straight.
    const h = u < 0.2 ? -1e-8 : 1e-8;
    const difference = (warped.of(height(u + h)) - warped.of(height(u))) / h;
    expect(steepness[r]! / difference).toBeCloseTo(1, 3);
  });
  expect(logJacobian).toBeCloseTo(
    values.reduce((sum, value) => sum + warped.logSlope(value), 0),
    12,
  );
  expect(logJacobian).toBeCloseTo(warped.logJacobian, 10);
});
