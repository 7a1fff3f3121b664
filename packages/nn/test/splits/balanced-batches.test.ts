import { balancedBatches } from "@kaviar/nn";
import { describe, expect, it } from "vitest";

const labels = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2];
const counts = (rows: Int32Array) => [0, 1, 2].map((c) => rows.filter((row) => labels[row] === c).length);

describe("balanced batches", () => {
  it("hold each class alike, and each row of a class before any comes again", () => {
    const batches = [...balancedBatches(labels, { batchSize: 6, batches: 4, seed: 1 })];
    for (const rows of batches) expect(counts(rows)).toEqual([2, 2, 2]);
    expect(new Set(batches.flatMap((rows) => [...rows].filter((row) => labels[row] === 0))).size).toBe(8);
    expect([...balancedBatches(labels, { batchSize: 5 })]).toHaveLength(3);
  });
});
