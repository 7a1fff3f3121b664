import { expect, test } from "vitest";
import { fTail, lowerBeta } from "../../src/numerics/incomplete-beta.ts";
import recorded from "./recorded.json" with { type: "json" };

test("the tail of F has 12 digits of mpmath's, up to a million degrees of freedom and down to 1e-250", () => {
  for (const [f, above, below, wanted] of recorded.fTail)
    expect(Math.abs(fTail(f!, above!, below!) / wanted! - 1), `F ${f}, ${above}, ${below}`).toBeLessThan(1e-12);
});

test("of a uniform variable it is x, its sides add up to 1, and it has its ends", () => {
  for (const x of [0.01, 0.3, 0.9]) {
    expect(lowerBeta(1, 1, x, 1 - x)).toBeCloseTo(x, 15);
    expect(lowerBeta(2.5, 7, x, 1 - x) + lowerBeta(7, 2.5, 1 - x, x)).toBeCloseTo(1, 14);
  }
  expect([lowerBeta(2, 3, 0, 1), lowerBeta(2, 3, 1, 0), lowerBeta(2, 3, Number.NaN, 0)]).toEqual([0, 1, Number.NaN]);
  expect([fTail(0, 3, 5), fTail(Infinity, 3, 5), fTail(Number.NaN, 3, 5)]).toEqual([1, 0, Number.NaN]);
});
