import { describe, expect, it } from "vitest";
import { findMark } from "../../src/charts/find-mark.ts";

const frame = { width: 100, height: 50, x: (place: number) => 10 * place, y: (place: number) => 50 - 10 * place };

const group = (x: readonly number[], y: readonly number[], data: readonly string[]) => ({
  x: Float64Array.from(x),
  y: Float64Array.from(y),
  data,
});

const groups = [group([1, 5, 20], [1, 2, 2], ["a", "b", "outside"]), group([5], [2], ["c"])];

describe("the mark below the pointer", () => {
  it("is one within twelve pixels", () => {
    expect(findMark(groups, 13, 44, frame)).toEqual({ data: "a", outline: [[10, 40]] });
    expect(findMark(groups, 30, 40, frame)).toBe(undefined);
  });

  it("is the upper one of two at one place, and none beyond the axes", () => {
    expect(findMark(groups, 50, 30, frame)?.data).toBe("c");
    expect(findMark(groups, 200, 30, frame)).toBe(undefined);
  });
});
