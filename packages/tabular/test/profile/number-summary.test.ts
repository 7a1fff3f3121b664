import { describe, expect, it } from "vitest";
import { binsOf, countDistinct, sortedFinite, summarize } from "../../src/profile/number-summary.ts";

it("sums up what is there: quantiles as numpy's, a biased deviation, infinities counted", () => {
  const values = Float64Array.of(4, Number.NaN, 1, 2, Infinity, 10);
  const sorted = sortedFinite(values);
  expect([...sorted]).toEqual([1, 2, 4, 10]);
  // numpy.quantile([1, 2, 4, 10], [.25, .5, .75]) = [1.75, 3, 5.5]; numpy.std = 3.491060010942235
  expect(summarize(values, sorted)).toEqual({
    mean: 4.25,
    deviation: expect.closeTo(3.491060010942235, 12),
    low: 1,
    quarter: 1.75,
    median: 3,
    threeQuarters: 5.5,
    high: Infinity,
    infinite: 1,
  });
  expect(countDistinct(Float64Array.of(1, 1, 2))).toBe(2);
});

describe("bins", () => {
  const total = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);

  it("of whole numbers are one wide: each value has its own where there are few", () => {
    expect(binsOf(Float64Array.of(0, 0, 1, 3), true)).toEqual({ edges: [0, 1, 2, 3, 4], counts: [2, 1, 0, 1] });
  });

  it("reach out to what lies far away, and hold every value", () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => i / 1000);
    values[999] = 1e6;
    const { edges, counts } = binsOf(values, false)!;
    expect([edges[0], edges.at(-1), total(counts)]).toEqual([0, 1e6, 1000]);
    expect(Math.max(...counts)).toBeLessThan(100);
  });

  it("of one value are one", () => {
    expect(binsOf(Float64Array.of(5, 5), false)).toEqual({ edges: [5, 5], counts: [2] });
  });
});
