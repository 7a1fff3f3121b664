import { describe, expect, it } from "vitest";
import { sharesOf } from "../../../../../page/dashboard/charts/shares.ts";
import { landscapeData, nearestPoint } from "../../../../../page/dashboard/study/landscape/landscape-data.ts";
import { smoothed } from "../../../../../page/dashboard/study/landscape/smoothed.ts";
import { tableOf } from "../../../../table-of.ts";

/** A grid of 20 by 20 points whose value is that across, and a choice that is better by 10. */
const table = tableOf(
  Array.from({ length: 400 }, (_, number) => {
    const [a, b] = [(number % 20) / 19, Math.floor(number / 20) / 19];
    const kind = number % 2 === 0 ? "x" : "y";
    return { values: [a + (kind === "x" ? 0 : 10)], params: { a, b, kind } };
  }),
);
const [a, b, kind] = table.params as [
  (typeof table.params)[number],
  (typeof table.params)[number],
  (typeof table.params)[number],
];
const shares = sharesOf(table, 0, "minimize");

describe("smoothed", () => {
  it("is the kernel-weighted mean of the cells: here of two trials in four", () => {
    const cells = { columns: 4, rows: 1, counts: Float64Array.of(1, 0, 0, 1), sums: Float64Array.of(2, 0, 0, 6) };
    const values = smoothed(cells, { cells: 4, isChoice: false }, { cells: 1, isChoice: false });
    const width = 2 ** (-1 / 6) / Math.sqrt(12);
    const weight = (away: number) => Math.exp(-0.5 * (away / 4 / width) ** 2);
    expect(values[1]).toBeCloseTo((2 * weight(1) + 6 * weight(2)) / (weight(1) + weight(2)), 12);
    expect(values[0]! + values[3]!).toBeCloseTo(8, 12);
  });

  it("has nothing far from any trial, and keeps choices apart", () => {
    const counts = Float64Array.of(1_000, 0, 0, 0);
    const cells = { columns: 4, rows: 1, counts, sums: counts.map((count) => 3 * count) };
    const values = smoothed(cells, { cells: 4, isChoice: false }, { cells: 1, isChoice: false });
    expect([values[0], values[3]]).toEqual([3, Number.NaN]);
    const choices = smoothed(
      { ...cells, counts: Float64Array.of(1, 1, 0, 0), sums: Float64Array.of(3, 5, 0, 0) },
      { cells: 4, isChoice: true },
      { cells: 1, isChoice: false },
    );
    expect([...choices]).toEqual([3, 5, Number.NaN, Number.NaN]);
  });
});

describe("the landscape of two parameters", () => {
  it("rises where the value does, by its ranks from 0 to 1", () => {
    const data = landscapeData(table, shares, 0, [a, kind], false);
    expect([data.columns, data.rows, data.drawn]).toEqual([40, 2, 400]);
    const row = (at: number) => [...data.ranks.subarray(at * 40, (at + 1) * 40)].filter((rank) => !Number.isNaN(rank));
    for (const ranks of [row(0), row(1)]) expect(ranks).toEqual([...ranks].sort((x, y) => x - y));
    expect(Math.max(...row(0))).toBeLessThan(Math.min(...row(1)));
    expect([row(0)[0], row(1).at(-1)]).toEqual([0, 1]);
    const more = landscapeData(table, sharesOf(table, 0, "maximize"), 0, [a, kind], true);
    expect(more.ranks[79]).toBe(0);
  });

  it("has each complete trial at its place, and finds the one at the pointer", () => {
    const data = landscapeData(table, shares, 0, [a, b], false);
    const box = { width: 106, height: 106 };
    expect(nearestPoint({ left: 3, top: 103, ...box }, data)?.trial).toBe(0);
    expect(nearestPoint({ left: 103, top: 3, ...box }, data)?.trial).toBe(399);
    const pruned = tableOf([{ state: "pruned", values: [1], params: { a: 1, b: 1 } }]);
    expect(landscapeData(pruned, sharesOf(pruned, 0, "minimize"), 0, [a, b], false).drawn).toBe(0);
  });
});
