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

/** Columns between two looks at the limit. */
const stride = 8;

const squares: Sum = (x, a, y, b, columns, limit) => {
  let sum = 0;
  for (let from = 0; from < columns && sum <= limit; from += stride) {
    const to = Math.min(from + stride, columns);
    for (let j = from; j < to; j++) {
      const apart = x[a + j]! - y[b + j]!;
      sum += apart * apart;
    }
  }
  return sum;
};

const absolutes: Sum = (x, a, y, b, columns, limit) => {
  let sum = 0;
  for (let from = 0; from < columns && sum <= limit; from += stride) {
    const to = Math.min(from + stride, columns);
    for (let j = from; j < to; j++) sum += Math.abs(x[a + j]! - y[b + j]!);
  }
  return sum;
};

const powers =
  (p: number): Sum =>
  (x, a, y, b, columns, limit) => {
    let sum = 0;
    for (let j = 0; j < columns && sum <= limit; j++) sum += Math.abs(x[a + j]! - y[b + j]!) ** p;
    return sum;
  };

/** Puts a point among the nearest of a query, which stand from `first` to `last`, where it is nearer than the last one. */
const offer = ({ indices, sums }: Neighbours, first: number, last: number, point: number, sum: number): void => {
  if (sum > sums[last]! || (sum === sums[last]! && point > indices[last]!)) return;
  let at = last;
  while (at > first && (sum < sums[at - 1]! || (sum === sums[at - 1]! && point < indices[at - 1]!))) {
    sums[at] = sums[at - 1]!;
    indices[at] = indices[at - 1]!;
    at--;
  }
  sums[at] = sum;
  indices[at] = point;
};

/** Products of numbers from which on a matrix product by the runtime is worth its start. */
const worthwhile = 2e7;

/** Candidates that are asked for besides the k. */
const spare = 12;

/**
 * Exact, by sums of float64. Where there are many points, a product of matrices in float32 tells which of them may be
 * nearest; where it cannot tell for sure, as among many equal rows, all are looked at.
 */
export const nearest = async (points: Matrix, queries: Matrix, k: number, p: number): Promise<Neighbours> => {
  const { rows, columns, values } = points;
  const sumOf = p === 2 ? squares : p === 1 ? absolutes : powers(p);
  const found: Neighbours = {
    indices: new Int32Array(queries.rows * k).fill(rows),
    sums: new Float64Array(queries.rows * k).fill(Infinity),
  };
  const { indices, sums } = found;
  const lookAtAll = (query: number): void => {
    const [first, last] = [query * k, query * k + k - 1];
    for (let point = 0, at = 0; point < rows; point++, at += columns) {
      const sum = sumOf(queries.values, query * columns, values, at, columns, sums[last]!);
      if (sum <= sums[last]!) offer(found, first, last, point, sum);
    }
  };
  const count = k + spare;
  if (p !== 2 || count >= rows || queries.rows * rows * columns < worthwhile) {
    for (let query = 0; query < queries.rows; query++) lookAtAll(query);
    return found;
  }
  for await (const { from, to, likely, areAll } of candidates(points, queries, count)) {
    for (let query = from, at = 0; query < to; query++) {
      const [first, last] = [query * k, query * k + k - 1];
      for (const end = at + count; at < end; at++) {
        const point = likely[at]!;
        const sum = sumOf(queries.values, query * columns, values, point * columns, columns, sums[last]!);
        offer(found, first, last, point, sum);
      }
      if (areAll(query, sums[last]!)) continue;
      indices.fill(rows, first, last + 1);
      sums.fill(Infinity, first, last + 1);
      lookAtAll(query);
    }
  }
  return found;
};
