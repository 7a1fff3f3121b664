import { describe, expect, it } from "vitest";
import { sharesOf } from "../../../../../page/dashboard/charts/shares.ts";
import { parallelAxes } from "../../../../../page/dashboard/study/parallel/parallel-axes.ts";
import {
  axisAt,
  brushBetween,
  frameOf,
  heightsOf,
  nearestLine,
  yOf,
} from "../../../../../page/dashboard/study/parallel/parallel-frame.ts";
import type { StudySummary } from "../../../../../src/reading/study-summary.ts";
import { tableOf } from "../../../../table-of.ts";

const study = { directions: ["minimize"], objectives: ["loss"] } as unknown as StudySummary;

const domain = { kind: "float", low: 1e-4, high: 1, scale: "log" } as const;
const dimensions = [{ name: "rate", domain }];

/** Its rates are 0.001, 0.1, 0.01, 1; one has no momentum, one no value. */
const table = tableOf([
  { values: [4], dimensions, params: { rate: 0.001, kind: "a", momentum: 0, same: 1 } },
  { values: [2], dimensions, params: { rate: 0.1, kind: "b", momentum: 1, same: 1 } },
  { values: [2], dimensions, params: { rate: 0.01, kind: "c", same: 1 } },
  { state: "failed", dimensions, params: { rate: 1, kind: "c", momentum: 0.5, same: 1 } },
]);
const { axes, differing, drawn } = parallelAxes(study, table);

describe("the axes of parallel coordinates", () => {
  it("are the parameters that differ, on their scales, and then the objective", () => {
    expect(axes.map(({ name, span, hasAbsent }) => [name, span.label, span.isLog, hasAbsent])).toEqual([
      ["rate", "rate", true, false],
      ["kind", "kind", false, false],
      ["momentum", "momentum", false, true],
      ["value", "loss", false, true],
    ]);
    expect([differing, drawn]).toEqual([3, 3]);
  });

  it("have each trial where its value is, the same way as far for each power of ten", () => {
    const [a, b, c, d] = axes[0]!.places;
    expect(c! - a!).toBeCloseTo(b! - c!, 6);
    expect(d! - b!).toBeCloseTo(b! - c!, 6);
    expect(axes[2]!.places[2]).toBeNaN();
  });
});

describe("the shares of trials", () => {
  it("are from 0, the best, to 1, and equal ones have the same; what has no value has none", () => {
    expect(sharesOf(table, 0, "minimize")).toEqual({
      shares: Float32Array.of(1, 0, 0, Number.NaN),
      ranked: 3,
      best: 1,
    });
    expect(sharesOf(table, 0, "maximize")).toMatchObject({ shares: Float32Array.of(0, 0.5, 0.5, Number.NaN), best: 0 });
  });
});

describe("the frame of parallel coordinates", () => {
  const frame = frameOf(axes, 404, 336);

  it("has its axes evenly apart, and below their feet what lacks a parameter", () => {
    expect([frame.left, frame.apart, frame.top, frame.bottom, frame.absent]).toEqual([58, 100, 34, 300, 324]);
    expect(axisAt(frame, 160)).toBe(1);
    expect(axisAt(frame, 110)).toBeUndefined();
    expect(yOf(frame, 2, 2)).toBe(324);
  });

  it("makes of two heights what filters keep: numbers, choices, or what is absent", () => {
    const whole = brushBetween(frame, axes[0]!, 30, 310);
    expect(whole).toBeUndefined();
    const half = brushBetween(frame, axes[0]!, 167, 310);
    expect(half).toEqual({ kind: "between", high: 0.0316 });
    expect(heightsOf(frame, axes[0]!, half!)[0]).toBeCloseTo(167, 0);
    expect(brushBetween(frame, axes[1]!, 34, 150)).toEqual({ kind: "choices", choices: ["c"] });
    expect(brushBetween(frame, axes[1]!, 160, 175)).toEqual({ kind: "choices", choices: ["b"] });
    expect(brushBetween(frame, axes[2]!, 330, 315)).toEqual({ kind: "absent" });
  });

  it("finds the line next to the pointer, among those that pass the filter", () => {
    const data = { axes, differing, drawn, all: table, shown: table, ...sharesOf(table, 0, "minimize") };
    const at = { left: frame.left, top: yOf(frame, 0, 1) + 3, width: 404, height: 336 };
    expect(nearestLine(frame, at, data)?.trial).toBe(1);
    const standing = Float64Array.from(table.standing);
    standing[1] = Number.NaN;
    expect(nearestLine(frame, at, { ...data, shown: { ...table, standing } })).toBeUndefined();
  });
});
