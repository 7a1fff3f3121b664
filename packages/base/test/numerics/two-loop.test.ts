import { expect, test } from "vitest";
import { dot } from "../../src/numerics/dot.ts";
import { type Correction, twoLoop } from "../../src/numerics/two-loop.ts";

const correction = (step: readonly number[], change: readonly number[]): Correction => {
  const [s, y] = [Float64Array.from(step), Float64Array.from(change)];
  return { step: s, change: y, overCurvature: (x) => x / dot(s, y) };
};

test("without corrections it points downhill", () => {
  expect([...twoLoop(Float64Array.of(1, -2, 3), [], 1)]).toEqual([-1, 2, -3]);
});

test("steps along both axes of a quadratic tell its whole Hessian: the direction is Newton's, −A⁻¹ g", () => {
  // A = [[4, 0], [0, 10]], g = (8, 30): A⁻¹ g = (2, 3).
  const corrections = [correction([1, 0], [4, 0]), correction([0, 1], [0, 10])];
  const direction = twoLoop(Float64Array.of(8, 30), corrections, 0.1);
  expect(direction[0]).toBeCloseTo(-2, 14);
  expect(direction[1]).toBeCloseTo(-3, 14);
});

test("a coordinate that is not free does not move", () => {
  const direction = twoLoop(Float64Array.of(8, 30), [correction([1, 1], [4, 10])], 0.1, Float64Array.of(1, 0));
  expect(direction[0]).toBeLessThan(0);
  expect(direction[1]).toBeCloseTo(0, 15);
});
