import { describe, expect, it } from "vitest";
import { chosenCurves } from "../../../../../page/dashboard/study/curves/chosen-curves.ts";
import { curvesData } from "../../../../../page/dashboard/study/curves/curves-data.ts";
import { nearestCurve } from "../../../../../page/dashboard/study/curves/nearest-curve.ts";
import { tableOf } from "../../../../table-of.ts";

describe("the curves that are drawn", () => {
  it("are all where one request may ask for them, but for trials that have reported nothing", () => {
    const table = tableOf([{ values: [3] }, { values: [1] }, { state: "waiting" }], {
      reports: (number) => [4, 0, 2][number]!,
    });
    expect(chosenCurves(table, 0, "minimize")).toEqual({ numbers: [0, 2], of: 2 });
  });

  it.each([
    ["minimize", 1],
    ["maximize", -1],
  ] as const)(
    "are of many the best hundred, the newest hundred, and others from end to end: to %s",
    (direction, sign) => {
      const trials = Array.from({ length: 4_000 }, (_, number) => ({ values: [sign * ((number * 997) % 4_000)] }));
      const { numbers, of } = chosenCurves(tableOf(trials, { reports: () => 5 }), 0, direction);
      expect([numbers.length, of]).toEqual([300, 4_000]);
      expect(new Set(numbers).size).toBe(300);
      const ranks = new Set(numbers.map((number) => (number * 997) % 4_000));
      expect(Array.from({ length: 100 }, (_, rank) => ranks.has(rank))).not.toContain(false);
      expect(numbers.filter((number) => number >= 3_900)).toHaveLength(100);
      const gaps = numbers.slice(1).map((number, at) => number - numbers[at]!);
      expect(Math.max(...gaps)).toBeLessThan(100);
    },
  );
});

const curve = (number: number, values: readonly number[]) => ({
  number,
  reports: values.length,
  step: Float64Array.from(values, (_, at) => at + 1),
  values: [Float64Array.from(values)],
});

/** Leaves out what is above 50. */
const fenced = (values: readonly number[]) => {
  const inside = values.filter((value) => value <= 50);
  return { max: Math.max(...inside), outside: values.length - inside.length };
};

const aim = { objective: 0, direction: "minimize", label: "loss", fenced } as const;

describe("the axes of curves", () => {
  const table = tableOf([{ values: [0.5] }, { state: "pruned" }, { values: [0.1] }]);

  it("are logarithmic where values span powers of ten, and nowhere below zero", () => {
    const wide = curvesData([curve(0, [100, 0.5]), curve(2, [1, 0.1])], table, aim);
    expect([wide.y.isLog, wide.best, wide.outside]).toEqual([true, 2, 0]);
    expect(wide.y.low).toBeLessThan(0.1);
    expect(curvesData([curve(0, [3, 0.5]), curve(2, [2, 0.3])], table, aim).y.isLog).toBe(false);
    expect(curvesData([curve(0, [40, -0.5])], table, aim).y.isLog).toBe(false);
  });

  it("span the steps of all, and leave out a few wild values", () => {
    const values = [100, ...Array.from({ length: 20 }, (_, at) => 10 + at / 10)];
    const data = curvesData([curve(0, values), curve(1, [12, 11])], table, aim);
    expect(data.outside).toBe(1);
    expect(data.y.high).toBeLessThan(20);
    expect([data.x.low < 1, data.x.high > 21]).toEqual([true, true]);
    expect(data.curves.map(({ standing }) => standing)).toEqual(["complete", "pruned"]);
  });
});

describe("nearestCurve", () => {
  it("is the one whose point is within reach of the pointer, of all the next", () => {
    const data = {
      ...curvesData([curve(0, [0, 0]), curve(1, [10, 10])], tableOf([{ values: [0] }, { values: [10] }]), aim),
      x: { label: "step", low: 1, high: 2, isLog: false },
      y: { label: "loss", low: 0, high: 10, isLog: false },
    };
    const box = { width: 100, height: 100 };
    expect(nearestCurve({ left: 97, top: 95, ...box }, data)).toEqual({ trial: 0, left: 100, top: 100 });
    expect(nearestCurve({ left: 3, top: 5, ...box }, data)).toEqual({ trial: 1, left: 0, top: 0 });
    expect(nearestCurve({ left: 50, top: 50, ...box }, data)).toBeUndefined();
  });
});
