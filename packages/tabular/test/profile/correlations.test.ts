import { expect, it } from "vitest";
import { correlationsOf } from "../../src/profile/correlations.ts";
import type { NumberColumn } from "../../src/table/column.ts";

const column = (name: string, ...values: number[]): NumberColumn => ({
  kind: "numbers",
  name,
  type: "number",
  values: Float64Array.from(values),
});

it("is Pearson's, over the rows that have both", () => {
  // scipy.stats.pearsonr([1, 2, 3, 4], [1, 3, 2, 5]) = 0.8315218406202999
  const found = correlationsOf([column("a", 1, 2, 3, 4), column("b", 1, 3, 2, 5)], 4);
  expect(found).toEqual([{ columns: ["a", "b"], r: expect.closeTo(0.8315218406202999, 12) }]);
  const gaps = correlationsOf([column("a", 1, 2, Number.NaN, 3, 4), column("b", 1, 3, 9, 2, 5)], 5);
  expect(gaps[0]!.r).toBeCloseTo(0.8315218406202999, 12);
});

it("leaves out constants, pairs below a half, and infinities", () => {
  expect(correlationsOf([column("a", 1, 2, 3, 4), column("b", 7, 7, 7, 7), column("c", 1, -1, -1, 1)], 4)).toEqual([]);
  expect(correlationsOf([column("a", 1, 2, 3, 4), column("b", 2, 4, 6, Infinity)], 4)[0]!.r).toBeCloseTo(1, 12);
});

it("keeps the closest of many pairs, of as many columns as there is time for", () => {
  const alike = Array.from({ length: 160 }, (_, i) => column(`a${i}`, 1, 2, 3, 4, 9 + i / 10));
  const found = correlationsOf([...alike, { ...alike[159]!, name: "b" }], 5);
  expect(found).toHaveLength(50);
  expect(found[0]!.columns).toEqual(["a159", "b"]);
  const other = Array.from({ length: 2_500 }, (_, i) =>
    column(`x${i}`, ...[0, 1, 2, 3].map((at) => Number(at === i % 4))),
  );
  const flat = Array.from({ length: 2_500 }, (_, i) => column(`c${i}`, 1, 1, 1, 1));
  const pair = [column("late", 1, 2, 3, 4), column("again", 1, 2, 3, 4)];
  const names = (columns: readonly NumberColumn[]) => correlationsOf(columns, 4)[0]!.columns;
  expect(names([...flat, ...pair])).toEqual(["late", "again"]);
  expect(names([...other, ...pair])).not.toContain("late");
}, 20_000);
