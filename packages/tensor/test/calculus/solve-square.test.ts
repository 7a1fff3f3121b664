import { describe, expect, it } from "vitest";
import { solveSquare } from "../../src/calculus/solve-square.ts";

describe("solveSquare", () => {
  it("exchanges rows where a pivot is 0", () => {
    expect([...solveSquare(Float64Array.of(0, 2, 1, 1), Float64Array.of(4, 5))!]).toEqual([3, 2]);
  });

  it("solves Hilbert's matrix of order 6 as far as its condition number of 1.5e7 lets it", () => {
    const hilbert = Float64Array.from({ length: 36 }, (_, at) => 1 / (1 + Math.floor(at / 6) + (at % 6)));
    const ones = Float64Array.from({ length: 6 }, (_, i) =>
      [0, 1, 2, 3, 4, 5].reduce((s, j) => s + 1 / (1 + i + j), 0),
    );
    for (const each of solveSquare(hilbert, ones)!) expect(each).toBeCloseTo(1, 8);
  });

  it("gives nothing for a singular matrix", () => {
    expect(solveSquare(Float64Array.of(1, 2, 2, 4), Float64Array.of(1, 1))).toBeUndefined();
    expect(solveSquare(new Float64Array(4), Float64Array.of(1, 1))).toBeUndefined();
  });
});
