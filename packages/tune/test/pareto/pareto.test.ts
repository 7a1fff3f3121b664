import { createStudy, crowdingDistance, float, hypervolume, nonDominatedSort, paretoFront } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
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

const grid = (n: number, m: number, seed: number) =>
  Array.from({ length: n }, (_, i) =>
    Array.from({ length: m }, (_, k) => ((i + seed) * 7919 * (k + 3)) % (11 + 2 * k)),
  );

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

describe("Pareto front", () => {
  it("holds the points of rank 0", () => {
    for (const m of [1, 2, 3]) {
      const points = grid(50, m, 2);
      const ranks = nonDominatedSort(points);
      expect(paretoFront(points)).toEqual(points.flatMap((_, i) => (ranks[i] === 0 ? [i] : [])));
    }
  });

  it("of a study leaves out failed, pruned and infeasible trials, and minds directions", async () => {
    const study = await createStudy({ storage: "memory", seed: 1, directions: ["minimize", "maximize"] });
    const space = { x: float(0, 1) };
    const tell = async (values: number[], limit = 0) => {
      const trial = await study.ask(space);
      await trial.constraint("limit", limit);
      await study.tell(trial, values);
    };
    for (const values of [[1, 1], [2, 3], [3, 2], [1, 1]]) await tell(values); // biome-ignore format: a table
    await tell([0, 9], 0.5);
    await study.tell(await study.ask(space), { failed: true });
    expect((await study.pareto()).map(({ number }) => number)).toEqual([0, 1, 3]);
  });

  it("of a study with one objective holds its best trials", async () => {
    const study = await createStudy({ storage: "memory", seed: 1 });
    for (const value of [3, 1, 2, 1]) await study.tell(await study.ask({ x: float(0, 1) }), value);
    expect((await study.pareto()).map(({ number }) => number)).toEqual([1, 3]);
  });
});

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

describe("crowding distance", () => {
  it("is the side of the box between the neighbours, over the range", () => {
    expect([...crowdingDistance([[0, 4], [1, 1], [4, 0], [2, 0.5]])]).toEqual([Infinity, 2 / 4 + 3.5 / 4, Infinity, 3 / 4 + 1 / 4]); // biome-ignore format: a table
  });

  it("passes over objectives without a finite range", () => {
    expect([...crowdingDistance([[0, 7], [1, 7], [2, 7]])][1]).toBe(1); // biome-ignore format: a table
    expect([...crowdingDistance([[0, -Infinity], [1, 0], [2, Infinity]])][1]).toBe(1); // biome-ignore format: a table
  });
});
