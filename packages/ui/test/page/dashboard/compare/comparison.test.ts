import { describe, expect, it } from "vitest";
import { comparable, comparisonOf, nearestStep, stepOf } from "../../../../page/dashboard/compare/comparison.ts";
import type { StudySummary } from "../../../../src/reading/study-summary.ts";

const study = (id: number, directions: readonly string[]) =>
  ({ id, name: `study ${id}`, directions }) as unknown as StudySummary;

const progress = (id: number, last: number, points: readonly (readonly [at: number, value: number])[]) => {
  const byTrial = points.map(([at, value]) => ({ at, value, trial: at }));
  return { id, last, took: 1_000 * last, byTrial, byTime: byTrial.map((point) => ({ ...point, at: 900 * point.at })) };
};

const studies = [study(1, ["minimize"]), study(2, ["maximize"]), study(3, ["minimize", "maximize"])];
const all = [
  progress(3, 20, [
    [0, 8],
    [10, 2],
  ]),
  progress(1, 10, [[0, 4]]),
];

describe("studies compared", () => {
  it("are those that aim at what the first does", () => {
    expect(comparable(studies, 0).map(({ id }) => id)).toEqual([1, 3]);
    expect(comparable([studies[2]!, ...studies], 1).map(({ id }) => id)).toEqual([3, 3]);
  });

  it("have a line each in their order, to their last trial or their last end, over the same axes", () => {
    const byTrial = comparisonOf(studies, all, "trials", "loss");
    expect(byTrial.lines.map(({ study, place, end }) => [study.id, place, end])).toEqual([
      [1, 0, 10],
      [3, 2, 20],
    ]);
    expect([byTrial.x.low < 0, byTrial.x.high > 20, byTrial.y.low < 2, byTrial.y.high > 8]).not.toContain(false);
    const byTime = comparisonOf(studies, all, "time", "loss");
    expect([byTime.x.low, byTime.x.high, byTime.lines[1]!.points[1]!.at]).toEqual([0, 20_000, 9_000]);
    expect(byTime.y.isLog).toBe(false);
    expect(
      comparisonOf(
        studies,
        [
          progress(1, 5, [
            [0, 50],
            [1, 1],
          ]),
        ],
        "trials",
        "loss",
      ).y.isLog,
    ).toBe(true);
  });

  it("tell the step at the pointer, which holds until the next", () => {
    const data = {
      ...comparisonOf(studies, all, "trials", "loss"),
      x: { label: "", low: 0, high: 20, isLog: false },
      y: { label: "", low: 0, high: 10, isLog: false },
    };
    const box = { width: 200, height: 100 };
    const at = (left: number, top: number) => {
      const near = nearestStep({ left, top, ...box }, data);
      const step = near && stepOf(data, near.trial);
      return step && [step.line.study.id, step.point.trial];
    };
    expect(at(50, 22)).toEqual([3, 0]);
    expect(at(50, 63)).toEqual([1, 0]);
    expect(at(150, 78)).toEqual([3, 10]);
    expect(at(150, 60)).toBeUndefined();
  });
});
