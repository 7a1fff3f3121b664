import { underSample } from "@kaviar/nn";
import { describe, expect, it } from "vitest";

const labels = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2];
const counts = (rows: Int32Array) => [0, 1, 2].map((c) => rows.filter((row) => labels[row] === c).length);

describe("under-sampling", () => {
  it("keeps as many rows of each class as the smallest has", () => {
    const rows = underSample(labels, { seed: 1 });
    expect(counts(rows)).toEqual([2, 2, 2]);
    expect(new Set(rows).size).toBe(6);
    expect(underSample(labels, { seed: 1 })).toEqual(rows);
  });
  it("keeps as many as are asked for, and refuses more than there are", () => {
    expect(counts(underSample(labels, { seed: 1, counts: { 0: 5 } }))).toEqual([5, 2, 2]);
    expect(() => underSample(labels, { counts: { 1: 4 } })).toThrow("cannot make 4 rows of the 2 of class 1");
  });
});
