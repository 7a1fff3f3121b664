import { describe, expect, it } from "vitest";
import { temperatureOf } from "../../src/head/temperature.ts";

describe("the temperature of scores", () => {
  it("makes of ±1 the odds that they are right by: nine of ten are e²ᵗ = 9", () => {
    const labels = Array.from({ length: 1000 }, (_, i) => i % 2);
    // Every tenth is wrong.
    const scores = labels.flatMap((label, i) => ((label === 1) === i % 20 < 18 ? [-1, 1] : [1, -1]));
    expect(temperatureOf(Float64Array.from(scores), labels, 2)).toBeCloseTo(Math.log(9) / 2, 1);
  });

  it("is finite for scores that are never wrong, and grows with their number", () => {
    const of = (rows: number) => {
      const labels = Array.from({ length: rows }, (_, i) => i % 2);
      return temperatureOf(Float64Array.from(labels.flatMap((label) => (label === 1 ? [-1, 1] : [1, -1]))), labels, 2);
    };
    // The odds are n + 1 to 1.
    expect(of(10)).toBeCloseTo(Math.log(11) / 2, 2);
    expect(of(1000)).toBeCloseTo(Math.log(1001) / 2, 2);
  });
});
