import { expect, test } from "vitest";
import { minimizeInBox, type Slope } from "../../src/numerics/minimize-in-box.ts";

const rosenbrock: Slope = (x, gradient) => {
  const [a, b] = [x[0]!, x[1]!];
  gradient[0] = -400 * a * (b - a * a) - 2 * (1 - a);
  gradient[1] = 200 * (b - a * a);
  return 100 * (b - a * a) ** 2 + (1 - a) ** 2;
};
const box = (low: number, high: number, n = 2) =>
  [new Float64Array(n).fill(low), new Float64Array(n).fill(high)] as const;

test("Rosenbrock's valley from (−1.2, 1) to its end at (1, 1) in 60 steps", () => {
  const { x, value } = minimizeInBox(rosenbrock, Float64Array.of(-1.2, 1), ...box(-2, 2), {
    steps: 60,
    tolerance: 1e-14,
  });
  expect(value).toBeLessThan(1e-10);
  expect(x[0]).toBeCloseTo(1, 4);
});

test("with x ≤ 0.5 its lowest point is (0.5, 0.25), where it is 0.25", () => {
  const { x, value } = minimizeInBox(rosenbrock, Float64Array.of(-1.2, -1), ...box(-2, 0.5), {
    steps: 80,
    tolerance: 1e-14,
  });
  expect(x[0]).toBe(0.5);
  expect(x[1]).toBeCloseTo(0.25, 5);
  expect(value).toBeCloseTo(0.25, 8);
});

test("a slope that only leads out of the box ends in its corner", () => {
  const { x } = minimizeInBox(
    (at, gradient) => {
      gradient.fill(1);
      return at[0]! + at[1]! + at[2]!;
    },
    new Float64Array(3).fill(0.4),
    ...box(0, 1, 3),
    { steps: 20 },
  );
  expect([...x]).toEqual([0, 0, 0]);
});
