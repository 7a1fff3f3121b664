import { firstAtLeast } from "@kaviar/base/numerics";
import { expect, it } from "vitest";

it("finds the first number that is not below another", () => {
  const numbers = Float64Array.of(-1, 0.5, 0.5, 3);
  expect([-2, -1, 0, 0.5, 0.6, 3, 4].map((x) => firstAtLeast(numbers, x))).toEqual([0, 0, 1, 1, 3, 3, 4]);
  expect(firstAtLeast(new Float64Array(0), 1)).toBe(0);
});
