import { createStudy, float, nonDominatedSort, paretoFront } from "@kaviar/tune";
import { describe, expect, it } from "vitest";
import { grid } from "./grid.ts";

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
