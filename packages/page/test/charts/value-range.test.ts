import { describe, expect, it } from "vitest";
import { valueRange, within } from "../../src/charts/value-range.ts";

/** 0, 1 … 9 and one far away: quartiles of the sorted at places 2 and 7, so the end is 7 + 3 · (7 − 2) = 22. */
const values = [...Array(10).keys(), 500];

describe("the range of values", () => {
  it("leaves out what lies more than three spreads of the quartiles beyond the third (Tukey 1977)", () => {
    const { min, max, outside } = valueRange(values, "minimize");
    expect({ max, outside }).toEqual({ max: 22, outside: 1 });
    expect(min).toBeCloseTo(-0.88);
  });

  it("is the mirror image where more is better", () => {
    const { min, max, outside } = valueRange(
      values.map((value) => -value),
      "maximize",
    );
    expect({ min, outside }).toEqual({ min: -22, outside: 1 });
    expect(max).toBeCloseTo(0.88);
  });

  it("is open without wild values, and for few", () => {
    expect(valueRange(values.slice(0, 10), "minimize")).toEqual({ outside: 0 });
    expect(valueRange([0, 1, 2, 500], "minimize")).toEqual({ outside: 0 });
  });

  it("ends an axis where its numbers are not round, without labels there", () => {
    expect(within({ name: "loss" }, {})).toEqual({ name: "loss" });
    expect(within({ axisLabel: { color: "red" } }, { min: 0.1, max: 22 })).toEqual({
      min: 0.1,
      max: 22,
      axisLabel: { color: "red", showMinLabel: false, showMaxLabel: false },
    });
  });
});
