import { balancedBags } from "@kaviar/nn";
import { describe, expect, it } from "vitest";

const labels = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2];
const counts = (rows: Int32Array) => [0, 1, 2].map((c) => rows.filter((row) => labels[row] === c).length);

describe("balanced bags", () => {
  it("are drawn with replacement, alike in classes, unlike each other", () => {
    const bags = balancedBags(labels, { bags: 20, seed: 1 });
    for (const bag of bags) expect(counts(bag)).toEqual([2, 2, 2]);
    expect(new Set(bags.map((bag) => bag.join())).size).toBeGreaterThan(15);
    expect(bags.some((bag) => new Set(bag).size < bag.length)).toBe(true);
  });
});
