import { expect, it } from "vitest";
import { span } from "../../src/charts/span.ts";

it("marks span an axis from the least to the greatest, and of one value or none still some of it", () => {
  expect(span([Float64Array.of(3, 1), Float64Array.of(2, 9)])).toEqual([1, 9]);
  expect(span([Float64Array.of(3)])).toEqual([3, 6]);
  expect(span([Float64Array.of(0, 0)])).toEqual([0, 1]);
  expect(span([Float64Array.of(-2)])).toEqual([-2, 0]);
  expect(span([])).toEqual([1, 2]);
});
