import { expect, test } from "vitest";
import { symmetricEigen } from "../../src/numerics/symmetric-eigen.ts";
import { keyedRandom } from "../../src/random/index.ts";

test("V diag(d) Vᵀ is the matrix, VᵀV the identity, for n up to 40 and for double eigenvalues", () => {
  const draw = keyedRandom(1, 0, "matrix");
  for (const n of [1, 2, 5, 40]) {
    const root = Float64Array.from({ length: n * n }, () => draw() - 0.5);
    const at = (i: number, j: number) => {
      let sum = i === j ? 1 : 0;
      for (let k = 0; k < n / 2; k++) sum += root[i * n + k]! * root[j * n + k]!;
      return sum;
    };
    const matrix = Float64Array.from({ length: n * n }, (_, k) => at(Math.floor(k / n), k % n));
    const { values, vectors } = symmetricEigen(matrix, n);
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        let rebuilt = 0;
        let product = 0;
        for (let k = 0; k < n; k++) {
          rebuilt += vectors[i * n + k]! * values[k]! * vectors[j * n + k]!;
          product += vectors[k * n + i]! * vectors[k * n + j]!;
        }
        expect(Math.abs(rebuilt - matrix[i * n + j]!)).toBeLessThan(1e-12);
        expect(Math.abs(product - (i === j ? 1 : 0))).toBeLessThan(1e-12);
      }
  }
});
