import { expect, it } from "vitest";
import { areFinite } from "../../src/table/are-finite.ts";

it.each([0, 1, 4, 6])("of %i numbers and one more: all are finite, the largest and −0 too, or one is not", (count) => {
  const numbers = new Float64Array(count + 1).fill(-Number.MAX_VALUE);
  expect(areFinite(numbers)).toBe(true);
  for (let at = 0; at <= count; at++)
    for (const odd of [Number.NaN, Infinity, -Infinity]) expect(areFinite(numbers.with(at, odd))).toBe(false);
  expect(areFinite(numbers.fill(-0))).toBe(true);
});
