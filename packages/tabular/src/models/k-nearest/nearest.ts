import type { Matrix } from "../../contract/matrix.ts";
import { lowerBounds } from "./lower-bounds.ts";

/** For each query the k nearest points, the nearest first; of points as far as each other, the earlier one first. */
export interface Neighbours {
  /** [queries, k] */
  readonly indices: Int32Array;
  /** [queries, k]: Σ |x − y|^p, without the root. */
  readonly sums: Float64Array;
}

/** Σ |x − y|^p of a query (at `a`) and a point (at `b`), in the order of the columns; what is above `limit` may be cut. */
type Sum = (x: Float64Array, a: number, y: Float64Array, b: number, columns: number, limit: number) => number;

const squares: Sum = (x, a, y, b, columns, limit) => {
  let sum = 0;
  for (let j = 0; j < columns && sum <= limit; j++) {
    const apart = x[a + j]! - y[b + j]!;
    sum += apart * apart;
  }
  return sum;
};

const absolutes: Sum = (x, a, y, b, columns, limit) => {
  let sum = 0;
  for (let j = 0; j < columns && sum <= limit; j++) sum += Math.abs(x[a + j]! - y[b + j]!);
  return sum;
};

const powers =
  (p: number): Sum =>
  (x, a, y, b, columns, limit) => {
    let sum = 0;
    for (let j = 0; j < columns && sum <= limit; j++) sum += Math.abs(x[a + j]! - y[b + j]!) ** p;
    return sum;
  };

/** Products of numbers from which on a matrix product by the runtime is worth its start. */
const worthwhile = 1e8;

/**
 * Exact, by sums of float64: every point is looked at. Where there are many, lower bounds of the distances, by a product
 * of matrices in float32, tell for most points that they are too far.
 */
export const nearest = async (points: Matrix, queries: Matrix, k: number, p: number): Promise<Neighbours> => {
  const sumOf = p === 2 ? squares : p === 1 ? absolutes : powers(p);
  const indices = new Int32Array(queries.rows * k);
  const sums = new Float64Array(queries.rows * k).fill(Infinity);
  const consider = (query: number, point: number): void => {
    const last = query * k + k - 1;
    const width = points.columns;
    const sum = sumOf(queries.values, query * width, points.values, point * width, width, sums[last]!);
    if (!(sum < sums[last]!)) return;
    let at = last;
    for (; at > query * k && sums[at - 1]! > sum; at--) {
      sums[at] = sums[at - 1]!;
      indices[at] = indices[at - 1]!;
    }
    sums[at] = sum;
    indices[at] = point;
  };
  if (p !== 2 || queries.rows * points.rows * points.columns < worthwhile) {
    for (let query = 0; query < queries.rows; query++)
      for (let point = 0; point < points.rows; point++) consider(query, point);
    return { indices, sums };
  }
  for await (const { from, to, bounds, limitOf } of lowerBounds(points, queries)) {
    for (let query = from, at = 0; query < to; query++) {
      const last = query * k + k - 1;
      let limit = Infinity;
      for (let point = 0; point < points.rows; point++, at++) {
        if (bounds[at]! > limit) continue;
        consider(query, point);
        limit = limitOf(query, sums[last]!);
      }
    }
  }
  return { indices, sums };
};
