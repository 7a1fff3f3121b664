import type { Matrix } from "../../contract/matrix.ts";
import { candidates } from "./candidates.ts";

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

/** Candidates that are asked for besides the k. */
const spare = 12;

/**
 * Exact, by sums of float64. Where there are many points, a product of matrices in float32 tells which of them may be
 * nearest; where it cannot tell for sure, as among many equal rows, all are looked at.
 */
export const nearest = async (points: Matrix, queries: Matrix, k: number, p: number): Promise<Neighbours> => {
  const width = points.columns;
  const sumOf = p === 2 ? squares : p === 1 ? absolutes : powers(p);
  const indices = new Int32Array(queries.rows * k);
  const sums = new Float64Array(queries.rows * k);
  const reset = (query: number): void => {
    indices.fill(points.rows, query * k, (query + 1) * k);
    sums.fill(Infinity, query * k, (query + 1) * k);
  };
  const consider = (query: number, point: number): void => {
    const first = query * k;
    let at = first + k - 1;
    const sum = sumOf(queries.values, query * width, points.values, point * width, width, sums[at]!);
    const isNearerThan = (other: number) => sum < sums[other]! || (sum === sums[other]! && point < indices[other]!);
    if (!isNearerThan(at)) return;
    for (; at > first && isNearerThan(at - 1); at--) {
      sums[at] = sums[at - 1]!;
      indices[at] = indices[at - 1]!;
    }
    sums[at] = sum;
    indices[at] = point;
  };
  const considerAll = (query: number): void => {
    reset(query);
    for (let point = 0; point < points.rows; point++) consider(query, point);
  };

  const count = k + spare;
  if (p !== 2 || count >= points.rows || queries.rows * points.rows * width < worthwhile) {
    for (let query = 0; query < queries.rows; query++) considerAll(query);
    return { indices, sums };
  }
  for await (const { from, to, found, areAll } of candidates(points, queries, count)) {
    for (let query = from, at = 0; query < to; query++) {
      reset(query);
      for (const end = at + count; at < end; at++) consider(query, found[at]!);
      if (!areAll(query, sums[query * k + k - 1]!)) considerAll(query);
    }
  }
  return { indices, sums };
};
