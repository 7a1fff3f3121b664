import { seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import type { Matrix } from "../../../src/contract/matrix.ts";
import { nearest } from "../../../src/models/k-nearest/nearest.ts";

/** Every point by its sum of squares, then by its number. */
const bySorting = (points: Matrix, queries: Matrix, query: number, k: number): number[] => {
  const sums = Float64Array.from({ length: points.rows }, (_, point) => {
    let sum = 0;
    for (let j = 0; j < points.columns; j++)
      sum += (queries.values[query * points.columns + j]! - points.values[point * points.columns + j]!) ** 2;
    return sum;
  });
  return [...sums.keys()].sort((a, b) => sums[a]! - sums[b]! || a - b).slice(0, k);
};

const rows = 1500;
const columns = 50;

const matrix = (value: (random: () => number, row: number, column: number) => number, seed = 1): Matrix => {
  const random = seededRandom(seed);
  return {
    rows,
    columns,
    values: Float64Array.from({ length: rows * columns }, (_, i) =>
      value(random, Math.floor(i / columns), i % columns),
    ),
  };
};

describe("nearest", () => {
  // 1500 × 1500 × 50 products: the runtime's float32 chooses candidates.
  it.each([
    ["spread evenly", matrix((random) => random())],
    ["of whole numbers, with many ties", matrix((random) => Math.floor(random() * 1.1))],
    ["with one far away, around 10⁹", matrix((random, row) => 1e9 + random() * (row === 7 ? 1e6 : 1))],
    ["of columns of unequal width", matrix((random, _, column) => random() * 10 ** (column - 25))],
    ["each three times", matrix((_, row, column) => Math.sin((row % 500) * 100 + column))],
    ["too large for float32", matrix((random, row) => random() * (row % 2 ? 1e60 : 1))],
  ])("finds what sorting all distances finds, of points %s", async (_, points) => {
    const queries = { ...points, values: points.values.map((value, i) => (i % 3 ? value : value * 1.001)) };
    const { indices } = await nearest(points, queries, 6, 2);
    for (let query = 0; query < rows; query += 13)
      expect([...indices.subarray(query * 6, query * 6 + 6)]).toEqual(bySorting(points, queries, query, 6));
  });

  it("finds queries that lie beyond what float32 holds", async () => {
    const points = matrix((random) => random() * 1e-30);
    const queries = matrix((random) => random() * 1e10, 2);
    const { indices } = await nearest(points, queries, 3, 2);
    expect([...indices.subarray(0, 3)]).toEqual(bySorting(points, queries, 0, 3));
  });
});
