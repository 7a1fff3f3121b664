import { expect, test } from "vitest";
import { bestOutside, searchedThrough } from "../../../src/samplers/gp/niches.ts";

const at = (x: number, value: number) => ({ row: Float64Array.of(x), value });
const numeric = [false];
const spread = [at(0.9, 5), at(0.7, 4), at(0.5, 6), at(0.45, 3)];

test("ten rows around the best, the last five of which gain less than a thousandth of median − min, close its niche", () => {
  const around = Array.from({ length: 10 }, (_, i) => at(0.1 + i / 1000, i === 3 ? 0 : 0.5));
  const niches = searchedThrough([...spread, ...around, at(0.95, 7), at(0.3, 8)], numeric);
  expect(niches.map(([x]) => x!.toFixed(3))).toEqual(["0.103"]);
  expect(bestOutside([...spread, ...around], niches, numeric)).toBe(3);
});

test("while the last five still gain, it stays open", () => {
  const around = Array.from({ length: 10 }, (_, i) => at(0.1 + i / 1000, 1 - i / 10));
  expect(searchedThrough([...spread, ...around], numeric)).toEqual([]);
});
