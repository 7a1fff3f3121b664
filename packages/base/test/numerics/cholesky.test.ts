import { expect, test } from "vitest";
import { cholesky, inverseFrom, invertLower, timesLower, timesUpper } from "../../src/numerics/cholesky.ts";
import recorded from "./recorded.json" with { type: "json" };

const n = 6;
const matrix = () => Float64Array.from(recorded.matrix);
const widest = (a: ArrayLike<number>, b: readonly number[], lower = true) =>
  Math.max(...b.map((each, i) => (lower && i % n > Math.floor(i / n) ? 0 : Math.abs(a[i]! - each))));

test("the factor of a 6 × 6 matrix is SciPy's", () => {
  const l = matrix();
  expect(cholesky(l, n)).toBe(true);
  expect(widest(l, recorded.factor)).toBeLessThan(1e-14);
});

test("its inverse is NumPy's", () => {
  const l = matrix();
  cholesky(l, n);
  expect(widest(inverseFrom(invertLower(l, n), n), recorded.inverse)).toBeLessThan(1e-14);
});

test("L⁻ᵀ L⁻¹ b solves the system", () => {
  const l = matrix();
  cholesky(l, n);
  const lower = invertLower(l, n);
  const b = Float64Array.from([1, -2, 3, 0, 5, 0.5]);
  const x = timesUpper(lower, n, timesLower(lower, n, b, new Float64Array(n)), new Float64Array(n));
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++) sum += recorded.matrix[i * n + j]! * x[j]!;
    expect(sum).toBeCloseTo(b[i]!, 12);
  }
});

test("a matrix with a negative eigenvalue has none: [[1, 2], [2, 1]] has −1", () => {
  expect(cholesky(Float64Array.from([1, 2, 2, 1]), 2)).toBe(false);
});
