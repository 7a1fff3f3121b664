import { describe, expect, it } from "vitest";
import { formatNumber, formatShare, formatValue } from "../src/format.ts";

describe("what a page writes", () => {
  it.each([
    [0, "0"],
    [123_456_789, "123456789"],
    [0.1 + 0.2, "0.3"],
    [0.000123456, "0.00012346"],
    [1.23456789e-7, "1.2346e-7"],
    [1_234_567.8, "1.2346e+6"],
    [-Infinity, "-∞"],
    [Number.NaN, "NaN"],
  ])("shows the number %d as %s", (value, text) => expect(formatNumber(value)).toBe(text));

  it("shows small shares with a digit more", () => {
    expect([0, 0.042, 0.5, 1].map(formatShare)).toEqual(["0 %", "4.2 %", "50 %", "100 %"]);
  });

  it("shows what is missing as nothing, and other values by their text", () => {
    expect([undefined, null, true, "relu", 0.5].map(formatValue)).toEqual(["", "null", "true", "relu", "0.5"]);
  });
});
