import { expect, test } from "vitest";
import { chiSquaredTail, upperGamma } from "../../src/numerics/incomplete-gamma.ts";
import recorded from "./recorded.json" with { type: "json" };

test("the tail of χ² has 12 digits of mpmath's, from 1 to 1000 degrees of freedom", () => {
  for (const [x, freedom, wanted] of recorded.chiSquaredTail)
    expect(Math.abs(chiSquaredTail(x!, freedom!) / wanted! - 1), `χ² ${x}, ${freedom}`).toBeLessThan(1e-12);
});

test("with one half it is erfc, with one e⁻ˣ; all at 0 and nothing at infinity", () => {
  for (const x of [0.1, 1, 5, 40]) expect(upperGamma(1, x) / Math.exp(-x)).toBeCloseTo(1, 13);
  expect(upperGamma(0.5, 1)).toBeCloseTo(0.15729920705028513, 14);
  expect([upperGamma(3, 0), upperGamma(3, Infinity), upperGamma(3, Number.NaN)]).toEqual([1, 0, Number.NaN]);
});
