import { nonDominatedSort } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { grid } from "./grid.ts";
import optuna from "./optuna.json" with { type: "json" };

/** By the definition: the longest chain of points each of which dominates the next. */
const ranksByDefinition = (losses: readonly (readonly number[])[]): number[] => {
  const dominates = (a: readonly number[], b: readonly number[]) =>
    a.every((x, k) => x <= b[k]!) && a.some((x, k) => x < b[k]!);
  const ranks = losses.map(() => -1);
  for (let rank = 0; ranks.includes(-1); rank++) {
    const left = losses.map((_, i) => i).filter((i) => ranks[i] === -1);
    for (const i of left) if (!left.some((j) => dominates(losses[j]!, losses[i]!))) ranks[i] = rank;
  }
  return ranks;
};

describe("non-dominated sort", () => {
  it("ranks by domination, equal points alike", () => {
    const points = [[1, 4], [2, 2], [3, 3], [2, 2], [4, 4], [0, 5]]; // biome-ignore format: a table
    expect([...nonDominatedSort(points)]).toEqual([0, 0, 1, 0, 2, 0]);
  });

  it("is the definition's, for 1 to 4 objectives with many ties", () => {
    for (const m of [1, 2, 3, 4])
      for (const seed of [1, 5, 9])
        expect([...nonDominatedSort(grid(40, m, seed))]).toEqual(ranksByDefinition(grid(40, m, seed)));
  });

  it("takes NaN and Infinity for the worst, −Infinity for the best", () => {
    expect([...nonDominatedSort([[NaN, 1], [1, 1], [Infinity, 1], [-Infinity, 5]])]).toEqual([1, 0, 1, 0]); // biome-ignore format: a table
  });

  it("has nothing to say of nothing", () => expect(nonDominatedSort([])).toHaveLength(0));

  it("gives Optuna 5's ranks", () => {
    for (const { points, ranks } of optuna) expect([...nonDominatedSort(points)]).toEqual(ranks);
  });
});
