import { describe, expect, it } from "vitest";
import { type GroundName, groundNamed, groundNames } from "../../../../../page/lab/rooms/search/grounds.ts";
import {
  bestOf,
  bestSoFar,
  type SearchView,
  searchGrounds,
} from "../../../../../page/lab/rooms/search/search-grounds.ts";
import { type SeekerName, seekerNames } from "../../../../../page/lab/rooms/search/seekers.ts";

const search = async (ground: GroundName, seed: number, side = 5): Promise<SearchView> => {
  let last: SearchView | undefined;
  for await (const view of searchGrounds({ ground, side, seed, pace: "fast" })) last = view();
  return last!;
};

/** The best of 25 points, in the median of nine seeds. */
const medians = async (ground: GroundName): Promise<{ readonly [Name in SeekerName]: number }> => {
  const views: SearchView[] = [];
  for (let seed = 0; seed < 9; seed++) views.push(await search(ground, seed));
  return Object.fromEntries(
    seekerNames.map((name) => [name, views.map((view) => bestOf(view[name])!.value).sort((a, b) => a - b)[4]!]),
  ) as { readonly [Name in SeekerName]: number };
};

describe("where one axis does not matter", () => {
  it("random points beat a grid of as many: they try 25 values of the other axis, not 5", async () => {
    const { grid, random } = await medians("axis");
    expect(grid).toBeCloseTo(Math.sqrt(0.12), 6);
    expect(random).toBeLessThan(grid / 2);
    const view = await search("axis", 0);
    const valuesOf = (name: SeekerName) => new Set(view[name].map(({ x }) => x)).size;
    expect([valuesOf("grid"), valuesOf("random")]).toEqual([5, 25]);
  });
});

describe("samplers that learn", () => {
  it("come closer in a bowl with 25 points than those that do not, a Gaussian process the closest", async () => {
    const { grid, random, coarse, tpe, gp } = await medians("bowl");
    expect(coarse).toBeLessThan(Math.min(grid, random));
    expect(tpe).toBeLessThan(coarse);
    expect(gp).toBeLessThan(1e-4);
  });

  it("say why they try a point", async () => {
    const { gp, tpe, coarse, grid } = await search("branin", 1);
    expect([gp, tpe, coarse, grid].map((tried) => tried.at(-1)!.why)).toEqual([
      "most expected improvement",
      expect.stringMatching(/^near \d+ good trials, away from \d+ others$/),
      expect.stringMatching(/^stage 3: /),
      "point 25 of 25",
    ]);
  });
});

it("each function is least where it says, and nowhere lower on a fine grid", () => {
  for (const name of groundNames) {
    const { of, least } = groundNamed(name);
    const lowest = Math.min(...least.map(([x, y]) => of(x, y)));
    expect(Math.abs(lowest)).toBeLessThan(0.01);
    for (let row = 0; row <= 100; row++)
      for (let column = 0; column <= 100; column++) expect(of(column / 100, row / 100)).toBeGreaterThan(lowest - 0.001);
  }
});

it("the best so far never rises", async () => {
  const { random } = await search("hollows", 3);
  const best = bestSoFar(random);
  expect(best.at(-1)).toBe(bestOf(random)!.value);
  expect(best.every((value, at) => at === 0 || value <= best[at - 1]!)).toBe(true);
});
