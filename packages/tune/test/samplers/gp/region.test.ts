import { describe, expect, test } from "vitest";
import { choice, compileSpace, float, int } from "../../../src/index.ts";
import { encode } from "../../../src/samplers/gp/encode.ts";
import type { Observation } from "../../../src/samplers/gp/observe.ts";
import { nextRegion, type Region, zoom } from "../../../src/samplers/gp/region.ts";

const at = (number: number, row: readonly number[], value: number, constraint = 0): Observation => ({
  number,
  row: Float64Array.from(row),
  values: [value],
  constraint,
  failed: false,
});
const seen = [at(0, [0.1, 0.1], 3), at(1, [0.5, 0.5], 1), at(2, [0.52, 0.5], 2), at(3, [0.9, 0.2], 1.5)];

describe("the next region", () => {
  test("begins around the best point that keeps its limits", () => {
    expect(nextRegion(seen, undefined)).toEqual({ side: 0.7, centre: 1, ended: [] });
    expect(nextRegion([...seen, at(4, [0.3, 0.3], 0, 1)], undefined)?.centre).toBe(1);
    expect(nextRegion([{ number: 0, row: Float64Array.of(0.5), failed: true }], undefined)).toBeUndefined();
  });

  test("grows after a better point, never beyond the space, and shrinks after any other", () => {
    const region: Region = { side: 0.4, centre: 3, ended: [] };
    expect(nextRegion(seen, { region, isBetter: true })?.side).toBeCloseTo(0.6, 12);
    expect(nextRegion(seen, { region, isBetter: false })?.side).toBeCloseTo(0.3, 12);
    expect(nextRegion(seen, { region: { ...region, side: 0.9 }, isBetter: true })?.side).toBe(1);
  });

  test("is given up when it is small, with all that is near", () => {
    const region: Region = { side: 1.2e-4, centre: 1, ended: [] };
    expect(nextRegion(seen, { region, isBetter: false })).toEqual({ side: 0.7, centre: 3, ended: [1] });
    expect(nextRegion(seen.slice(1, 3), { region, isBetter: false })).toBeUndefined();
  });
});

describe("a region as the unit cube", () => {
  const encoding = encode(compileSpace({ x: float(0, 10), kind: choice(["a", "b"]) }).dimensions);
  const rows = [at(0, [0.95, 0], 1), at(1, [0.85, 1], 2), at(2, [0.3, 0], 3), at(3, [0.1, 0], 4)];
  const { encoding: near, observations } = zoom(
    encoding,
    { seen: rows, running: [Float64Array.of(0.9, 0)], leftOut: 2 },
    { side: 0.2, centre: 0, ended: [] },
  );

  test("lies within the space", () => {
    expect(near.params(Float64Array.of(0, 1))).toEqual({ x: 8, kind: "b" });
    expect(near.params(Float64Array.of(1, 0))).toEqual({ x: 10, kind: "a" });
    expect([...near.row({ x: 9, kind: "b" })!]).toEqual([expect.closeTo(0.5, 12), 1]);
    expect([...observations.running[0]!]).toEqual([expect.closeTo(0.5, 12), 0]);
  });

  test("learns from what is near, and from so many points at least that a parabola is known", () => {
    expect(observations.seen.map(({ number }) => number)).toEqual([0, 1, 2]);
    expect(observations.leftOut).toBe(3);
    expect([...observations.seen[2]!.row]).toEqual([expect.closeTo(-2.5, 12), 0]);
  });

  test("is a fifth as long as the space, so slopes are a fifth as steep; along what it does not cut they stay", () => {
    const ordinal = encode(compileSpace({ x: float(0, 10), n: int(0, 3) }).dimensions);
    const sloped = rows.map((each) => ({ ...each, slope: Float64Array.of(3, 2) }));
    const zoomed = zoom(ordinal, { seen: sloped, running: [], leftOut: 0 }, { side: 0.2, centre: 0, ended: [] });
    const [slope] = zoomed.observations.seen.map((each) => each.slope!);
    expect([...slope!]).toEqual([expect.closeTo(0.6, 12), 2]);
  });
});
