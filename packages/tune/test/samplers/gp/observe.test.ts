import { expect, test } from "vitest";
import { fewer } from "../../../src/samplers/gp/observe.ts";

const observed = (count: number) =>
  Array.from({ length: count }, (_, number) => ({
    number,
    row: Float64Array.of(number / count),
    values: [(number * 7919) % count],
    failed: false,
  }));

test("of 1 000 observations the best hundred are looked at, and sixty from the others, evenly", () => {
  const values = fewer(observed(1000)).map((each) => each.values![0]!);
  expect(values.slice(0, 100)).toEqual(Array.from({ length: 100 }, (_, i) => i));
  expect(values.slice(100)).toEqual(Array.from({ length: 60 }, (_, i) => 100 + 15 * i + 7));
});

test("of 160 all are", () => {
  expect(fewer(observed(160))).toHaveLength(160);
});
