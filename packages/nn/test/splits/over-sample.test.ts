import { overSample } from "@kaviar/nn";
import { describe, expect, it } from "vitest";

const labels = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2];
const counts = (rows: Int32Array) => [0, 1, 2].map((c) => rows.filter((row) => labels[row] === c).length);

describe("over-sampling", () => {
  it("draws as many rows of each class as the largest has, and leaves none out", () => {
    const rows = overSample(labels, { seed: 1 });
    expect(counts(rows)).toEqual([8, 8, 8]);
    expect(new Set(rows)).toEqual(new Set(labels.keys()));
  });
  it("draws as many as are asked for, and refuses fewer than there are", () => {
    expect(counts(overSample(labels, { seed: 1, counts: { 0: 8, 1: 5 } }))).toEqual([8, 5, 8]);
    expect(() => overSample(labels, { counts: { 2: 1 } })).toThrow("cannot make 1 rows of the 3 of class 2");
  });
});
