import { expect, it } from "vitest";
import { countRepeated, rowHashes } from "../../src/profile/row-hashes.ts";
import { table } from "../../src/table/index.ts";

it("is the same for equal rows only, gaps and −0 included", () => {
  const { data } = table({ a: [1, 1, 0, -0, null, null, 2], b: ["x", "x", "y", "y", null, null, "x"] });
  const hashes = rowHashes(data, 7);
  expect(hashes[0]).toBe(hashes[1]);
  expect(hashes[2]).toBe(hashes[3]);
  expect(hashes[4]).toBe(hashes[5]);
  expect(new Set(hashes).size).toBe(4);
  expect(countRepeated(hashes)).toBe(3);
});

it("tells 200 000 rows apart, also such as count", () => {
  const values = Float64Array.from({ length: 200_000 }, (_, i) => i);
  expect(countRepeated(rowHashes(table({ a: values, b: values.map((x) => x % 7) }).data, 200_000))).toBe(0);
});
