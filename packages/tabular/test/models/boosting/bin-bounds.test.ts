import { normal, seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import { binBounds } from "../../../src/models/boosting/bin-bounds.ts";

const sorted = (...values: number[]): Float64Array => Float64Array.from(values).sort();

/** Rows of each bin. */
const rowsOf = (values: Float64Array, bounds: Float64Array): number[] => {
  const counts = new Array<number>(bounds.length + 1).fill(0);
  for (const value of values) counts[bounds.filter((bound) => bound < value).length]!++;
  return counts;
};

describe("binBounds", () => {
  it("puts a bound in the middle of two values that have three rows", () => {
    expect([...binBounds(sorted(1, 1, 1, 2, 2, 2, 4, 4, 4), 255)]).toEqual([1.5, 3]);
    expect([...binBounds(sorted(1, 2, 3, 4, 5, 6), 255)]).toEqual([3.5]);
    expect([...binBounds(sorted(7, 7), 255)]).toEqual([]);
    expect([...binBounds(sorted(), 255)]).toEqual([]);
  });

  it("fills bins alike, gives a frequent value one of its own, and has a bound at the sign", () => {
    const random = seededRandom(2);
    const values = sorted(...Array.from({ length: 20_000 }, () => (random() < 0.2 ? 0.5 : normal(random))));
    const bounds = binBounds(values.slice(), 64);
    expect(bounds.length).toBe(63);
    const counts = rowsOf(values, bounds).sort((a, b) => b - a);
    expect(counts[0]).toBeGreaterThan(4000);
    expect(counts[1]! / counts[32]!).toBeLessThan(1.5);
    expect(bounds.filter((bound) => Math.abs(bound) < 1e-3).length).toBe(1);
  });

  it("finds a number between neighbours, and beside infinite ones", () => {
    const [a, b] = [1, 1 + 2 ** -52];
    expect([...binBounds(sorted(a, a, a, b, b, b), 255)]).toEqual([a]);
    const three = [-Infinity, 0, Infinity].flatMap((value) => [value, value, value]);
    expect([...binBounds(sorted(...three), 255)]).toEqual([-Infinity, 0]);
  });
});
