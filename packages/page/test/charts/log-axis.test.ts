import { describe, expect, it } from "vitest";
import { logTicks } from "../../src/charts/log-axis.ts";

describe("the labels of a log axis", () => {
  it("are the powers of ten, left to the library, where three of them lie on it", () => {
    expect(logTicks(1e-5, 1)).toBe(undefined);
    expect(logTicks(1e-3, 1e-1)).toBe(undefined);
  });

  it.each([
    [0.001, 0.01, [0.001, 0.002, 0.005, 0.01]],
    [0.2, 2.1, [0.2, 0.5, 1, 2]],
    [0.3, 0.5, [0.3, 0.4, 0.5]],
    [0.61, 0.69, [0.61, 0.69]],
    [3, 3, [3, 3]],
    [1 - 0.95, 0.5, [1 - 0.95, 0.1, 0.2, 0.5]],
  ])("from %d to %d are fewer powers: %j", (low, high, ticks) => expect(logTicks(low, high)).toEqual(ticks));
});
