import { paretoFront } from "@kaviar/tune";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { frontOf } from "../../../../../page/dashboard/study/pareto/front.ts";
import { nearestAim, paretoData } from "../../../../../page/dashboard/study/pareto/pareto-data.ts";
import type { StudySummary } from "../../../../../src/reading/study-summary.ts";
import { tableOf } from "../../../../table-of.ts";

describe("frontOf", () => {
  it.each([2, 3])("has those that paretoFront of the tuner has, of %i objectives", (objectives) => {
    const point = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: objectives, maxLength: objectives });
    const directions = fc.array(fc.constantFrom("minimize" as const, "maximize" as const), {
      minLength: objectives,
      maxLength: objectives,
    });
    fc.assert(
      fc.property(fc.array(point, { maxLength: 40 }), directions, (points, directions) => {
        const table = tableOf(
          points.map((values) => ({ values })),
          { objectives },
        );
        const losses = points.map((values) =>
          values.map((value, at) => (directions[at] === "maximize" ? -value : value)),
        );
        expect([...frontOf(table, directions)].sort((a, b) => a - b)).toEqual(paretoFront(losses));
      }),
    );
  });

  it("leaves out what is not complete, breaks its constraints, or has no number", () => {
    const table = tableOf(
      [
        { values: [1, 1] },
        { values: [0, 0], constraints: { size: 1 } },
        { values: [0, 0], state: "pruned" },
        { values: [Number.NaN, 0] },
      ],
      { objectives: 2 },
    );
    expect(frontOf(table, ["minimize", "minimize"])).toEqual([0]);
  });
});

describe("the Pareto chart", () => {
  const study = { directions: ["minimize", "maximize"], objectives: ["time", "score"] } as unknown as StudySummary;
  const table = tableOf([{ values: [0, 0] }, { values: [10, 10] }, { values: [10, 9] }, { state: "failed" }], {
    objectives: 2,
  });
  const data = paretoData(study, table, [0, 1]);

  it("has the front from left to right, its axes say which way is better", () => {
    expect([data.front, data.drawn, data.steps]).toEqual([[0, 1], 3, "minimize"]);
    expect([data.x.label, data.y.label]).toEqual(["time, less is better", "score, more is better"]);
    expect(paretoData(study, table, [1, 0])).toMatchObject({ front: [0, 1], steps: "maximize" });
  });

  it("names the trial of the front where one is within reach, else the next", () => {
    const box = { width: 106, height: 106 };
    expect(nearestAim({ left: 103, top: 12, ...box }, data)?.trial).toBe(1);
    expect(nearestAim({ left: 103, top: 25, ...box }, data)?.trial).toBe(2);
    expect(nearestAim({ left: 50, top: 50, ...box }, data)).toBeUndefined();
  });

  it("leaves out of its axes what is fenced off, and is logarithmic where values span three powers of ten", () => {
    const wide = tableOf([{ values: [2, 0.1] }, { values: [20, 0.9] }, { values: [2_000, 0.95] }], { objectives: 2 });
    const fenced = () => ({ min: 0.9, outside: 1 });
    const { x, y, outside, drawn } = paretoData(study, wide, [0, 1], fenced);
    expect([x.isLog, y.isLog, outside, drawn]).toEqual([true, false, 1, 3]);
    expect([y.low, y.high]).toEqual([0.9 - 0.03 * 0.05, 0.95 + 0.03 * 0.05].map((end) => expect.closeTo(end, 9)));
    expect(paretoData(study, wide, [0, 1])).toMatchObject({ outside: 0 });
  });
});
