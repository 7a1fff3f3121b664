import { expect, test } from "vitest";
import { gram } from "../../src/numerics/gram.ts";
import { keyedRandom } from "../../src/random/index.ts";

test("gram is Σ w x xᵀ over the rows, for any number of rows and columns, and symmetric to the bit", () => {
  const draw = keyedRandom(1, 0, "gram");
  for (const [rows, columns] of [
    [1, 1],
    [3, 2],
    [9, 3],
    [17, 8],
  ] as const) {
    const x = Float64Array.from({ length: rows * columns }, () => draw() - 0.5);
    const weights = Float64Array.from({ length: rows }, draw);
    for (const w of [undefined, weights]) {
      const g = gram(x, rows, columns, w);
      for (let i = 0; i < columns; i++)
        for (let j = 0; j < columns; j++) {
          let sum = 0;
          for (let row = 0; row < rows; row++) sum += (w?.[row] ?? 1) * x[row * columns + i]! * x[row * columns + j]!;
          expect(g[i * columns + j]).toBeCloseTo(sum, 13);
          expect(g[i * columns + j]).toBe(g[j * columns + i]);
        }
    }
  }
});
