import { expect, test } from "vitest";
import { gram } from "../../src/numerics/gram.ts";
import { triangularFactor } from "../../src/numerics/triangular-factor.ts";
import { keyedRandom } from "../../src/random/index.ts";

test("R is upper triangular and RᵀR = XᵀX, for tall, wide and rank-deficient matrices and many blocks of rows", () => {
  const draw = keyedRandom(1, 0, "factor");
  for (const [rows, columns] of [
    [1, 1],
    [3, 5],
    [40, 4],
    [5000, 6],
  ] as const) {
    const x = Float64Array.from({ length: rows * columns }, () => draw() - 0.5);
    for (let row = 0; row < rows; row++) x[row * columns + columns - 1] = 3 * x[row * columns]!;
    const r = triangularFactor(x, rows, columns);
    for (let i = 0; i < columns; i++) for (let j = 0; j < i; j++) expect(r[i * columns + j]).toBe(0);
    const [expected, got] = [gram(x, rows, columns), gram(r, columns, columns)];
    for (let k = 0; k < got.length; k++) expect(Math.abs(got[k]! - expected[k]!)).toBeLessThan(1e-14 * rows + 1e-14);
  }
});
