import { describe, expect, test } from "vitest";
import { singularValues } from "../../src/numerics/singular-values.ts";
import { multiply } from "../../src/numerics/times.ts";
import { keyedRandom } from "../../src/random/index.ts";

const draw = keyedRandom(1, 0, "singular");
const numbers = (length: number) => Float64Array.from({ length }, () => draw() - 0.5);

const farFromOrthonormal = (right: Float64Array, count: number, width: number): number => {
  let most = 0;
  for (let i = 0; i < count; i++)
    for (let j = 0; j < count; j++) {
      let sum = i === j ? -1 : 0;
      for (let k = 0; k < width; k++) sum += right[i * width + k]! * right[j * width + k]!;
      most = Math.max(most, Math.abs(sum));
    }
  return most;
};

describe("singular values", () => {
  test("‖Xv‖ is σ for each right vector, and the vectors are orthonormal, for tall, wide and deficient matrices", () => {
    for (const [rows, columns, rank] of [
      [1, 1, 1],
      [1, 4, 1],
      [4, 1, 1],
      [30, 7, 7],
      [7, 30, 7],
      [20, 6, 3],
      [6, 20, 3],
    ] as const) {
      const x = multiply(numbers(rows * rank), numbers(rank * columns), rows, rank, columns);
      const { values, right } = singularValues(x, rows, columns);
      const count = Math.min(rows, columns);
      expect(values.length).toBe(count);
      expect(farFromOrthonormal(right, count, columns)).toBeLessThan(1e-12);
      for (let k = 0; k < count; k++) {
        const image = multiply(x, right.slice(k * columns, (k + 1) * columns), rows, columns, 1);
        expect(Math.abs(Math.hypot(...image) - values[k]!)).toBeLessThan(1e-13);
        if (k > 0) expect(values[k]).toBeLessThanOrEqual(values[k - 1]!);
        if (k >= rank) expect(values[k]).toBeLessThan(1e-14);
      }
    }
  });

  test("a small one is as exact as a large one: 1, 1e-6, 1e-12 from a graded matrix", () => {
    const [c, s] = [Math.cos(0.3), Math.sin(0.3)];
    // diag(1, 1e-6, 1e-12) times a rotation of the columns: the rotation changes no singular value.
    const x = Float64Array.of(c, s, 0, -1e-6 * s, 1e-6 * c, 0, 0, 0, 1e-12);
    const { values } = singularValues(x, 3, 3);
    expect([...values].map((value, k) => value / [1, 1e-6, 1e-12][k]!)).toEqual(
      [1, 1, 1].map((one) => expect.closeTo(one, 12)),
    );
  });

  test("a matrix of zeros has zeros, numbers of 1e200 do not overflow", () => {
    expect([...singularValues(new Float64Array(6), 3, 2).values]).toEqual([0, 0]);
    expect([...singularValues(Float64Array.of(3e200, 0, 0, 4e200), 2, 2).values].map((v) => v / 1e200)).toEqual([
      expect.closeTo(4, 12),
      expect.closeTo(3, 12),
    ]);
  });
});
