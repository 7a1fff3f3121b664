import { hypervolume } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { grid } from "./grid.ts";
import optuna from "./optuna.json" with { type: "json" };

/** Inclusion–exclusion over all sets of boxes. */
const volumeByDefinition = (points: readonly (readonly number[])[], reference: readonly number[]): number => {
  let sum = 0;
  for (let set = 1; set < 2 ** points.length; set++) {
    const chosen = points.filter((_, i) => (set >> i) & 1);
    const box = reference.reduce((volume, r, k) => volume * Math.max(r - Math.max(...chosen.map((p) => p[k]!)), 0), 1);
    sum += (chosen.length % 2 === 1 ? 1 : -1) * box;
  }
  return sum;
};

describe("hypervolume", () => {
  it("of the stairs (1,3), (2,2), (3,1) below (4,4) is 3 + 2 + 1", () => {
    expect(hypervolume([[1, 3], [2, 2], [3, 1]], [4, 4])).toBe(6); // biome-ignore format: a table
  });

  it("of one objective is the distance from the best to the reference", () => {
    expect(hypervolume([[3], [1], [2]], [10])).toBe(9);
  });

  it("counts neither points beyond the reference, nor dominated ones, nor twins", () => {
    expect(hypervolume([[1, 1], [1, 1], [2, 2], [0, 5], [NaN, 0], [Infinity, 0]], [4, 4])).toBe(9); // biome-ignore format: a table
    expect(hypervolume([[4, 0]], [4, 4])).toBe(0);
    expect(hypervolume([], [1, 1])).toBe(0);
  });

  it("is infinite with a loss of −Infinity", () => expect(hypervolume([[-Infinity, 1], [0, 0]], [2, 2])).toBe(Infinity)); // biome-ignore format: a table

  it("is the sum over boxes by inclusion and exclusion, for 2 to 5 objectives", () => {
    for (const m of [2, 3, 4, 5]) {
      const points = grid(10, m, 4);
      const reference = Array.from({ length: m }, (_, k) => 9 + k);
      expect(hypervolume(points, reference)).toBeCloseTo(volumeByDefinition(points, reference), 6);
    }
  });

  it("is Optuna 5's", () => {
    for (const { points, reference, hypervolume: recorded } of optuna)
      expect(hypervolume(points, reference)).toBeCloseTo(recorded, 12);
  });
});
