import { describe, expect, test } from "vitest";
import { leastSquares } from "../../src/numerics/least-squares.ts";
import { times, transposedTimes } from "../../src/numerics/times.ts";
import { keyedRandom } from "../../src/random/index.ts";

const draw = keyedRandom(1, 0, "least squares");
const numbers = (length: number) => Float64Array.from({ length }, () => draw() - 0.5);

/** The largest entry of Xᵀ(y − Xw) − αw, which is 0 where w is best. */
const slope = (x: Float64Array, rows: number, columns: number, y: Float64Array, w: Float64Array, alpha: number) => {
  const residual = times(x, rows, columns, w).map((each, i) => y[i]! - each);
  return Math.max(...transposedTimes(x, rows, columns, residual).map((each, j) => Math.abs(each - alpha * w[j]!)));
};

describe("least squares", () => {
  test("the slope is 0 at the solution, for tall and wide matrices, with and without a penalty, for every target", () => {
    for (const [rows, columns] of [
      [30, 4],
      [5, 20],
      [6, 6],
    ] as const)
      for (const alpha of [0, 0.5]) {
        const x = numbers(rows * columns);
        const targets = [numbers(rows), numbers(rows)];
        for (const [t, w] of leastSquares(x, rows, columns, targets, { alpha }).entries())
          expect(slope(x, rows, columns, targets[t]!, w, alpha)).toBeLessThan(1e-12);
      }
  });

  test("of many solutions the shortest: equal columns have equal coefficients, a column of zeros has none", () => {
    const x = Float64Array.of(1, 1, 0, 2, 2, 0, 3, 3, 0);
    const [w] = leastSquares(x, 3, 3, [Float64Array.of(2, 4, 6)]);
    expect([...w!]).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12), 0]);
  });

  test("singular values below the tolerance count as zero: of two columns of size 1 and 1e-7 one is left", () => {
    const x = Float64Array.of(1, 0, 0, 1e-7, 1, 0);
    const y = Float64Array.of(2, 3, 2);
    expect([...leastSquares(x, 3, 2, [y])[0]!].map((w) => w / 3)).toEqual([expect.closeTo(2 / 3), expect.closeTo(1e7)]);
    expect([...leastSquares(x, 3, 2, [y], { tolerance: 1e-6 })[0]!]).toEqual([expect.closeTo(2, 12), 0]);
  });

  test("a nearly collinear matrix: coefficients as exact as its condition of 1e7 lets them be", () => {
    const rows = 200;
    const x = new Float64Array(rows * 2);
    for (let row = 0; row < rows; row++) {
      const a = draw();
      x.set([a, a + 1e-7 * draw()], row * 2);
    }
    const [w] = leastSquares(x, rows, 2, [times(x, rows, 2, [3, -2])]);
    expect(Math.abs(w![0]! - 3)).toBeLessThan(1e-7);
    expect(Math.abs(w![1]! + 2)).toBeLessThan(1e-7);
  });
});
