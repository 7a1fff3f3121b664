import { balancedBags, balancedBatches, overSample, underSample } from "@kaviar/nn";
import { describe, expect, it } from "vitest";

const inOrder = (n: number) => Array.from({ length: n }, (_, i) => i);
const countOf = (rows: Int32Array, labels: ArrayLike<number>, c: number) =>
  rows.filter((row) => labels[row] === c).length;

describe("imbalance", () => {
  const labels = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2];
  const counts = (rows: Int32Array) => [0, 1, 2].map((c) => countOf(rows, labels, c));
  it("under- and oversampling: as many of each class as the smallest, or as the largest, has", () => {
    const [under, over] = [underSample(labels, { seed: 1 }), overSample(labels, { seed: 1 })];
    expect([counts(under), counts(over)]).toEqual([
      [2, 2, 2],
      [8, 8, 8],
    ]);
    expect(new Set(under).size).toBe(6);
    expect(new Set(over)).toEqual(new Set(inOrder(13)));
    expect(underSample(labels, { seed: 1 })).toEqual(under);
  });
  it("balanced bags: drawn with replacement, alike in classes, unlike each other", () => {
    const bags = balancedBags(labels, { bags: 20, seed: 1 });
    for (const bag of bags) expect(counts(bag)).toEqual([2, 2, 2]);
    expect(new Set(bags.map((bag) => bag.join())).size).toBeGreaterThan(15);
    expect(bags.some((bag) => new Set(bag).size < bag.length)).toBe(true);
  });
  it("balanced batches: each class alike, each row of a class before any comes again", () => {
    const batches = [...balancedBatches(labels, { batchSize: 6, batches: 4, seed: 1 })];
    for (const rows of batches) expect(counts(rows)).toEqual([2, 2, 2]);
    expect(new Set(batches.flatMap((rows) => [...rows].filter((row) => labels[row] === 0))).size).toBe(8);
    expect([...balancedBatches(labels, { batchSize: 5 })]).toHaveLength(3);
  });
});
