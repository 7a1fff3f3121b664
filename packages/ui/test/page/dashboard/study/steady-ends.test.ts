import { describe, expect, it } from "vitest";
import { roomFor, steadyRange } from "../../../../page/dashboard/study/steady-ends.ts";

describe("an axis of trials", () => {
  it.each([
    [0, 0],
    [1, 1],
    [50, 50],
    [60, 60],
    [61, 62],
    [1_000, 1_000],
    [1_001, 1_050],
    [100_000, 100_000],
    [100_001, 105_000],
    [104_999, 105_000],
  ])("of %i trials has room for %i", (rows, room) => {
    expect(roomFor(rows)).toBe(room);
  });

  it("holds all trials, with at most a twentieth free, and has but a few dozen ends on the way to ten times as many", () => {
    const ends = new Set<number>();
    for (let rows = 1_000; rows <= 10_000; rows++) {
      expect(roomFor(rows)).toBeGreaterThanOrEqual(rows);
      expect(roomFor(rows)).toBeLessThanOrEqual(1.05 * rows);
      ends.add(roomFor(rows));
    }
    expect(ends.size).toBeLessThan(100);
  });
});

describe("an axis of values", () => {
  it("has a margin of four hundredths, and one where all values are the same", () => {
    expect(steadyRange(0, 1, undefined)).toEqual([-0.04, 1.04]);
    expect(steadyRange(2, 2, undefined)).toEqual([1.9, 2.1]);
    expect(steadyRange(0, 0, undefined)).toEqual([-1, 1]);
  });

  it("stays while the values lie in it and fill nine tenths of it", () => {
    const before = steadyRange(0, 1, undefined);
    expect(steadyRange(0, 1.03, before)).toBe(before);
    expect(steadyRange(-0.03, 0.95, before)).toBe(before);
    expect(steadyRange(0, 1.05, before)).toEqual([-0.042, 1.092]);
    expect(steadyRange(0, 0.5, before)).toEqual([-0.02, 0.52]);
  });
});
