import { expect, test } from "vitest";
import { multiply, times, transpose, transposedTimes } from "../../src/numerics/times.ts";
import { keyedRandom } from "../../src/random/index.ts";

test("products with vectors and matrices are the sums that they are defined as", () => {
  const draw = keyedRandom(1, 0, "times");
  const numbers = (length: number) => Float64Array.from({ length }, () => draw() - 0.5);
  for (const [rows, inner, columns] of [
    [1, 1, 1],
    [3, 5, 2],
    [9, 4, 7],
    [6, 11, 3],
  ] as const) {
    const a = numbers(rows * inner);
    const b = numbers(inner * columns);
    const product = multiply(a, b, rows, inner, columns);
    const turned = transpose(a, rows, inner);
    for (let j = 0; j < columns; j++) {
      const column = Float64Array.from({ length: inner }, (_, k) => b[k * columns + j]!);
      const forward = times(a, rows, inner, column);
      const backward = transposedTimes(turned, inner, rows, column);
      for (let i = 0; i < rows; i++) {
        let sum = 0;
        for (let k = 0; k < inner; k++) sum += a[i * inner + k]! * column[k]!;
        for (const value of [product[i * columns + j]!, forward[i]!, backward[i]!]) expect(value).toBeCloseTo(sum, 14);
      }
    }
  }
});
