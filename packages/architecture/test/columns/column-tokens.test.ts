import { learnEncoding, table } from "@kaviar/tabular";
import { expect, it } from "vitest";
import { columnTokens } from "../../src/columns/column-tokens.ts";

const rows = table({ size: [1, 2, 3, 4, null], brand: ["acme", "zeta", "acme", "zeta", "lone"] });

it("puts a term for each level, interval and gap behind those of texts, all together as long as those", () => {
  const { vocabulary, join } = columnTokens(learnEncoding(rows, { bins: 2, maxCategories: 9 }), 10);
  const bag = {
    terms: { data: Int32Array.of(3, 0, 4, 5, 0, 0, 6, 0, 0, 0), shape: [5, 2] },
    weights: { data: Float32Array.of(1, 0, 0.6, 0.8, 0, 0, 1, 0, 0, 0), shape: [5, 2] },
  };
  const { terms, weights } = join(bag, rows);
  // acme, zeta and unknown ones are 10 to 12; two halves of sizes 13 and 14, no gap and a gap 15 and 16.
  expect(vocabulary).toBe(17);
  expect(terms.shape).toEqual([5, 5]);
  const rowOf = (row: number) => Array.from(terms.data.subarray(5 * row, 5 * row + 5));
  expect(rowOf(0)).toEqual([3, 0, 10, 13, 15]);
  expect(rowOf(1)).toEqual([4, 5, 11, 13, 15]);
  expect(rowOf(3)).toEqual([6, 0, 11, 14, 15]);
  expect([rowOf(4)[2], rowOf(4)[4]]).toEqual([12, 16]);
  const own = Array.from(weights.data.subarray(5, 10));
  expect(own.slice(0, 2).map((each) => each.toFixed(1))).toEqual(["0.6", "0.8"]);
  expect(own.slice(2).reduce((sum, each) => sum + each ** 2, 0)).toBeCloseTo(1, 5);
});
